package dev.orgworks.domain.support;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/** A decimal that JSON writes as a text, {@code "50.00"}, so that no reader makes a floating point number of it; read from either. */
@Documented
@JacksonAnnotationsInside
@JsonSerialize(using = Decimal.Write.class)
@JsonDeserialize(using = Decimal.Read.class)
@Target({ElementType.RECORD_COMPONENT, ElementType.METHOD, ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Decimal {

    /** Writes all of its digits. */
    class Write extends ValueSerializer<BigDecimal> {

        @Override
        public void serialize(BigDecimal value, JsonGenerator json, SerializationContext context) {
            json.writeString(value.toPlainString());
        }
    }

    /** Reads a number, or a text that is one. */
    class Read extends ValueDeserializer<BigDecimal> {

        private static final String NUMBER = "-?[0-9]{1,30}(\\.[0-9]{1,10})?";

        @Override
        public BigDecimal deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                    || json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
                return json.getDecimalValue();
            }
            String text = json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : "";
            if (!text.matches(NUMBER)) {
                return (BigDecimal)
                        context.handleWeirdStringValue(BigDecimal.class, text, "not a decimal such as \"50.00\"");
            }
            return new BigDecimal(text);
        }
    }
}
