package org.parhelion.mesh.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** Reads and checks what {@link HeaderText} has written. */
final class HeaderParser {
    private static final Pattern SECOND = Pattern.compile("header (\\d{8}) bytes, crc32c ([0-9a-f]{8})\n");
    private static final int MOST_DEPTH = 8;

    private HeaderParser() {}

    /**
     * The bytes of the header of a file, whose checksum is right.
     *
     * @throws CheckpointException the file cannot be read, is no checkpoint, one of another version, or has a damaged header
     */
    static byte[] read(Path file) {
        if (Files.isDirectory(file)) {
            throw new CheckpointException(CheckpointException.Kind.FOREIGN, "it is a folder, not a checkpoint");
        }
        int prefix = HeaderText.prefixLength();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] lines = in.readNBytes(prefix);
            int length = length(lines);
            long present = Files.size(file);
            if (present < length) {
                throw damaged("it is cut off in its header: " + present + " of " + length + " bytes are there");
            }
            byte[] rest = in.readNBytes(length - prefix);
            CRC32C crc = new CRC32C();
            crc.update(rest);
            String second = new String(lines, StandardCharsets.ISO_8859_1);
            String expected = second.substring(prefix - 9, prefix - 1);
            if (rest.length < length - prefix || (int) crc.getValue() != Integer.parseUnsignedInt(expected, 16)) {
                throw damaged("its header is damaged: the checksum is wrong");
            }
            byte[] whole = Arrays.copyOf(lines, length);
            System.arraycopy(rest, 0, whole, prefix, rest.length);
            return whole;
        } catch (NoSuchFileException missing) {
            throw unreadable("there is no such file", missing);
        } catch (AccessDeniedException denied) {
            throw unreadable("there is no permission to read it", denied);
        } catch (IOException failed) {
            throw unreadable("it cannot be read: " + failed.getMessage(), failed);
        }
    }

    /** The header's length, from the first two lines of a file. */
    private static int length(byte[] lines) {
        String text = new String(lines, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        if (!text.startsWith(HeaderText.MAGIC.substring(0, Math.min(text.length(), HeaderText.MAGIC.length())))) {
            throw new CheckpointException(CheckpointException.Kind.FOREIGN, "it is no checkpoint of Parhelion");
        }
        String version = end < 0 ? "" : text.substring(HeaderText.MAGIC.length(), end);
        if (!version.isEmpty() && !version.equals("" + HeaderText.VERSION)) {
            throw new CheckpointException(
                    CheckpointException.Kind.OTHER,
                    "it has version \"" + version + "\" of the format, and this Parhelion reads version "
                            + HeaderText.VERSION + "; use the Parhelion that wrote it");
        }
        if (lines.length < HeaderText.prefixLength()) {
            throw damaged("it is cut off: " + lines.length + " bytes are there");
        }
        Matcher second = SECOND.matcher(text.substring(end + 1));
        int length = second.matches() ? Integer.parseInt(second.group(1)) : 0;
        if (length < HeaderText.PAGE || length > HeaderText.MOST_BYTES) {
            throw damaged("its second line is damaged");
        }
        return length;
    }

    /**
     * What a header says, whose bytes are as they were written.
     *
     * @throws CheckpointException it does not say what it should
     */
    static CheckpointHeader parse(byte[] bytes) {
        int prefix = HeaderText.prefixLength();
        try (JsonParser json = new JsonFactory().createParser(bytes, prefix, bytes.length - prefix)) {
            json.nextToken();
            return header(bytes.length, new Entries(value(json, 0)));
        } catch (IOException | ArithmeticException | IllegalArgumentException wrong) {
            throw new CheckpointException(
                    CheckpointException.Kind.DAMAGED, "its header makes no sense: " + firstLine(wrong), wrong);
        }
    }

    private static String firstLine(Exception wrong) {
        return String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
    }

    private static Object value(JsonParser json, int depth) throws IOException {
        JsonToken token = json.currentToken();
        if (token == null || depth > MOST_DEPTH) {
            throw new IllegalArgumentException(token == null ? "it ends early" : "it is nested too deeply");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    object.put(name, value(json, depth + 1));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(json, depth + 1));
                }
                yield array;
            }
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> Double.valueOf(json.getText());
            default -> throw new IllegalArgumentException("it has a value " + token);
        };
    }

    private static CheckpointHeader header(int length, Entries entries) {
        StateValues state = new StateValues();
        entries.map("state").forEach((name, value) -> {
            if (value instanceof Long whole) {
                state.put(name, whole.longValue());
            } else {
                state.put(name, Entries.real(name, value));
            }
        });
        Map<String, String> versions = new LinkedHashMap<>();
        entries.map("versions").forEach((name, value) -> versions.put(name, String.valueOf(value)));
        List<StoredField> fields = new ArrayList<>();
        long end = 0;
        for (Object field : entries.list("fields")) {
            StoredField stored = new Entries(field).field();
            if (stored.offset() != end) {
                throw new IllegalArgumentException("field " + stored.name() + " does not follow the one before");
            }
            end = stored.end();
            fields.add(stored);
        }
        long step = entries.whole("step", 0, Long.MAX_VALUE);
        return new CheckpointHeader(
                length,
                entries.text("case"),
                step,
                entries.real("time"),
                entries.real("dt"),
                entries.text("text"),
                entries.list("changes").stream().map(String::valueOf).toList(),
                versions,
                state,
                fields);
    }

    private static CheckpointException damaged(String problem) {
        return new CheckpointException(CheckpointException.Kind.DAMAGED, problem);
    }

    private static CheckpointException unreadable(String problem, IOException cause) {
        return new CheckpointException(CheckpointException.Kind.UNREADABLE, problem, cause);
    }
}
