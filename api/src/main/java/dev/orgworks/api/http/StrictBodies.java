package dev.orgworks.api.http;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;

/** Reads JSON bodies, and of one that does not fit names every field that is wrong. */
class StrictBodies extends JacksonJsonHttpMessageConverter {

    /** Ten times what the largest body that any route takes needs. */
    private static final int LARGEST = 16 << 20;

    private final StrictJson json;

    StrictBodies(StrictJson json) {
        super(json.mapper());
        this.json = json;
    }

    private record Buffered(HttpHeaders headers, InputStream body) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return body;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        byte[] bytes = whole(message.getBody());
        try {
            return super.read(type, new Buffered(message.getHeaders(), new ByteArrayInputStream(bytes)), hints);
        } catch (HttpMessageNotReadableException e) {
            List<Detail> wrong = e.getCause() instanceof DatabindException
                    ? json.wrong(json.mapper().constructType(type.getType()), tree(bytes))
                    : List.of();
            if (wrong.isEmpty()) {
                throw e;
            }
            throw new InvalidInputException(wrong);
        }
    }

    /**
     * A whole body.
     *
     * @throws InvalidInputException when it is larger than any route's
     */
    static byte[] whole(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new InvalidInputException(
                    null, "TOO_LONG", "The body has more than " + LARGEST + " bytes; send it in parts");
        }
        return bytes;
    }

    private JsonNode tree(byte[] bytes) {
        try {
            return json.mapper().readTree(bytes);
        } catch (JacksonException e) {
            return json.mapper().missingNode();
        }
    }
}
