package io.leadhook.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * JSON (RFC 8259) without leniency: valid UTF-8, exactly one object, no key twice, bounded depth, numbers and names.
 * Jackson would guess UTF-16 and UTF-32 from the bytes, take the last of two equal keys and ignore what follows the
 * object; two readers that differ in this can be told two different events. Thread-safe.
 */
final class StrictJson {
    static final int MAX_DEPTH = 100;
    private static final int MAX_NUMBER_LENGTH = 100;
    private static final int MAX_NAME_LENGTH = 1_000;
    private static final int MAX_STRING_LENGTH = 1_048_576;
    private static final String TOO_LONG = "the body has a number of more than " + MAX_NUMBER_LENGTH
            + " digits, an exponent of more than 32 bits, or a name of more than " + MAX_NAME_LENGTH + " characters";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final JsonMapper mapper = JsonMapper.builder(factory(MAX_NUMBER_LENGTH, MAX_NAME_LENGTH, MAX_STRING_LENGTH))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private final ObjectWriter escaping = mapper.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
    private final JsonFactory anyLength = factory(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static JsonFactory factory(int maxNumberLength, int maxNameLength, int maxStringLength) {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(maxNumberLength)
                        .maxNameLength(maxNameLength)
                        .maxStringLength(maxStringLength)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Interning a sender's keys would let it fill a table that is never emptied.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
    }

    /**
     * Reads an object.
     *
     * @throws NotJsonException if the bytes are not one JSON object in UTF-8
     * @throws UnreadableException if they are, but a number or a name is longer than we read
     */
    ObjectNode read(byte[] body) throws NotJsonException, UnreadableException {
        if (readAny(body) instanceof ObjectNode object) {
            return object;
        }
        throw new NotJsonException("the body is not a JSON object");
    }

    /**
     * Reads a value.
     *
     * @throws NotJsonException if the bytes are not one JSON value in UTF-8
     * @throws UnreadableException if they are one object, but a number or a name is longer than we read
     */
    JsonNode readAny(byte[] body) throws NotJsonException, UnreadableException {
        String text = text(body);
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException | NumberFormatException e) { // the latter for an exponent beyond an int
            requireObject(text);
            throw new UnreadableException(TOO_LONG);
        }
    }

    /** Whether it is only the length of something: tokens are looked at, and no number is made of any. */
    private void requireObject(String text) throws NotJsonException {
        try (JsonParser parser = anyLength.createParser(text)) {
            JsonToken first = parser.nextToken();
            parser.skipChildren();
            if (first != null && parser.nextToken() == null) {
                if (first == JsonToken.START_OBJECT) {
                    return;
                }
                throw new NotJsonException(TOO_LONG);
            }
        } catch (StreamConstraintsException e) {
            throw new NotJsonException("the body is nested deeper than " + MAX_DEPTH);
        } catch (IOException e) {
            // Told below: the exception's own text would repeat what was sent.
        }
        throw new NotJsonException("the body is not exactly one JSON object without repeated keys");
    }

    /** The bytes of this tree in UTF-8; half a surrogate pair, which UTF-8 does not have, stays an escape. */
    byte[] write(ObjectNode node) {
        try {
            String text = mapper.writeValueAsString(node);
            if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
            return escaping.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree that was read could not be written", e);
        }
    }

    /** @throws NotJsonException if the bytes are not UTF-8 */
    static String text(byte[] body) throws NotJsonException {
        try {
            CharBuffer text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body));
            if (!text.isEmpty() && text.get(0) == BYTE_ORDER_MARK) {
                text.get();
            }
            return text.toString();
        } catch (CharacterCodingException e) {
            throw new NotJsonException("the body is not valid UTF-8");
        }
    }
}
