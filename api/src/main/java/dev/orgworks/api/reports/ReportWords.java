package dev.orgworks.api.reports;

import dev.orgworks.domain.reports.ReportFormat;
import dev.orgworks.domain.reports.ReportType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;

/** Reads the words of reports in queries as bodies write them. */
@Configuration(proxyBeanMethods = false)
class ReportWords {

    // classes, since of a lambda nobody sees what it converts

    static final class Types implements Converter<String, ReportType> {

        @Override
        public ReportType convert(String word) {
            return ReportType.of(word);
        }
    }

    static final class Formats implements Converter<String, ReportFormat> {

        @Override
        public ReportFormat convert(String word) {
            return ReportFormat.of(word);
        }
    }

    @Bean
    Types reportTypes() {
        return new Types();
    }

    @Bean
    Formats reportFormats() {
        return new Formats();
    }
}
