package org.parhelion.mesh.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The beginning of a checkpoint file: two lines, JSON, and blanks up to a whole number of pages.
 *
 * <pre>
 * parhelion-checkpoint 1
 * header 00004096 bytes, crc32c 1b2e3f40
 * {
 *   "case" : "heat-3d",
 *   "step" : 500,
 * </pre>
 *
 * The checksum is of all that follows the second line, blanks included. Texts of one length give headers of one length, so
 * that the place of the data is known before the checksums of the data are.
 */
final class HeaderText {
    static final int VERSION = 1;
    static final String MAGIC = "parhelion-checkpoint ";
    static final int PAGE = 4096;
    static final int MOST_BYTES = 64 << 20;
    private static final String SECOND = "header %08d bytes, crc32c %08x\n";

    private HeaderText() {}

    /** Bytes of the two lines. */
    static int prefixLength() {
        return (MAGIC + VERSION + "\n" + String.format(Locale.ROOT, SECOND, 0, 0)).length();
    }

    /** The header of a file with this content. */
    static byte[] bytes(CheckpointHeader header) {
        byte[] json = json(header).getBytes(StandardCharsets.UTF_8);
        int prefix = prefixLength();
        long length = ((long) prefix + json.length + PAGE) / PAGE * PAGE;
        if (length > MOST_BYTES) {
            throw new OutputException("cannot write a checkpoint: its header would have " + (length >> 20)
                    + " MB, more than the " + (MOST_BYTES >> 20) + " MB that are allowed");
        }
        byte[] bytes = new byte[(int) length];
        Arrays.fill(bytes, (byte) ' ');
        bytes[bytes.length - 1] = '\n';
        System.arraycopy(json, 0, bytes, prefix, json.length);
        CRC32C crc = new CRC32C();
        crc.update(bytes, prefix, bytes.length - prefix);
        String lines = MAGIC + VERSION + "\n" + String.format(Locale.ROOT, SECOND, length, (int) crc.getValue());
        System.arraycopy(lines.getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, prefix);
        return bytes;
    }

    private static String json(CheckpointHeader header) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeStringField("case", header.name());
            json.writeNumberField("step", header.step());
            number(json, "time", header.time());
            number(json, "dt", header.dt());
            json.writeStringField(
                    "values",
                    "little-endian IEEE 754 doubles in [z][y][x] order; offsets count from the end of this header");
            json.writeObjectFieldStart("state");
            for (Map.Entry<String, Number> value : header.state().all().entrySet()) {
                number(json, value.getKey(), value.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("fields");
            for (StoredField field : header.fields()) {
                field(json, field);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("versions");
            for (Map.Entry<String, String> version : header.versions().entrySet()) {
                json.writeStringField(version.getKey(), version.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("changes");
            for (String change : header.changes()) {
                json.writeString(change);
            }
            json.writeEndArray();
            json.writeStringField("text", header.text());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    /** Whole numbers without a point, real ones with one; those that JSON lacks as text. */
    private static void number(JsonGenerator json, String name, Number value) throws IOException {
        if (value instanceof Double real && !Double.isFinite(real)) {
            json.writeStringField(name, value.toString());
        } else if (value instanceof Double real) {
            json.writeNumberField(name, real);
        } else {
            json.writeNumberField(name, value.longValue());
        }
    }

    private static void field(JsonGenerator json, StoredField field) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", field.name());
        json.writeStringField("role", field.role().label());
        json.writeStringField("location", field.location().name().toLowerCase(Locale.ROOT));
        json.writeArrayFieldStart("points");
        for (int along : field.points()) {
            json.writeNumber(along);
        }
        json.writeEndArray();
        json.writeNumberField("offset", field.offset());
        json.writeNumberField("bytes", field.bytes());
        json.writeNumberField("block_bytes", field.blockBytes());
        json.writeStringField("crc32c", hexadecimal(field.checksums(), field.blocks()));
        json.writeEndObject();
    }

    private static String hexadecimal(List<Integer> checksums, int blocks) {
        StringBuilder text = new StringBuilder(8 * blocks);
        for (int block = 0; block < blocks; block++) {
            int checksum = checksums.isEmpty() ? 0 : checksums.get(block);
            for (int shift = 28; shift >= 0; shift -= 4) {
                text.append(Character.forDigit((checksum >>> shift) & 15, 16));
            }
        }
        return text.toString();
    }
}
