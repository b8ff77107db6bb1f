package dev.orgworks.domain.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import tools.jackson.databind.json.JsonMapper;

/** How Spring Data writes what JDBC has no type for: UUIDs in sixteen bytes, {@linkplain JsonColumn values} as JSON. */
@Configuration(proxyBeanMethods = false)
class RowConversions {

    @Bean
    JdbcCustomConversions jdbcCustomConversions(
            JdbcDialect dialect, ObjectProvider<JsonColumns> columns, ObjectProvider<JsonMapper> json) {
        List<Object> converters = new ArrayList<>(List.of(new WriteUuid(), new ReadUuid()));
        for (JsonColumns some : columns) {
            for (Class<? extends JsonColumn> type : some.classes()) {
                converters.add(new WriteJson(type, json.getObject()));
                converters.add(new ReadJson(type, json.getObject()));
            }
        }
        return JdbcCustomConversions.of(dialect, converters);
    }

    @WritingConverter
    private static final class WriteUuid implements Converter<UUID, byte[]> {

        @Override
        public byte[] convert(UUID uuid) {
            return BinaryUuid.bytes(uuid);
        }
    }

    @ReadingConverter
    private static final class ReadUuid implements Converter<byte[], UUID> {

        @Override
        public UUID convert(byte[] bytes) {
            return BinaryUuid.of(bytes);
        }
    }

    @WritingConverter
    private record WriteJson(Class<?> type, JsonMapper json) implements GenericConverter {

        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            return Set.of(new ConvertiblePair(type, String.class));
        }

        @Override
        public @Nullable Object convert(@Nullable Object value, TypeDescriptor from, TypeDescriptor to) {
            return value == null ? null : json.writeValueAsString(value);
        }
    }

    @ReadingConverter
    private record ReadJson(Class<?> type, JsonMapper json) implements GenericConverter {

        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            return Set.of(new ConvertiblePair(String.class, type));
        }

        @Override
        public @Nullable Object convert(@Nullable Object text, TypeDescriptor from, TypeDescriptor to) {
            return text == null ? null : json.readValue((String) text, type);
        }
    }
}
