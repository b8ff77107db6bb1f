package dev.orgworks.api.http;

import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.support.GenericConversionService;

/** What the store of sessions keeps of them: texts, as bytes; Java's own serialization stays out of the database. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    @Bean
    GenericConversionService springSessionConversionService() {
        GenericConversionService texts = new GenericConversionService();
        texts.addConverter(Object.class, byte[].class, SessionConfiguration::bytes);
        texts.addConverter(byte[].class, Object.class, bytes -> new String(bytes, StandardCharsets.UTF_8));
        return texts;
    }

    private static byte[] bytes(Object value) {
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw new IllegalArgumentException("A session holds texts only, not " + value.getClass());
    }
}
