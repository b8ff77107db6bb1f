package dev.orgworks.domain.reports;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where files of reports lie. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ReportSettings.class, S3Settings.class})
class StorageConfiguration {

    @Bean
    ExportStore exportStore(ReportSettings reports, S3Settings s3) {
        return switch (reports.storage()) {
            case FOLDER -> new StoreInFolder(reports);
            case S3 -> StoreInS3.open(s3);
        };
    }
}
