package org.parhelion.mesh.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parhelion.mesh.Location;

/** An object of a header's JSON; what is missing or of another kind is an {@link IllegalArgumentException}. */
final class Entries {
    private final Map<?, ?> values;

    Entries(Object object) {
        if (!(object instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("something is no object that should be one");
        }
        values = map;
    }

    private Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return value;
    }

    private static IllegalArgumentException wrong(String name, Object value) {
        return new IllegalArgumentException("\"" + name + "\" cannot be " + value);
    }

    String text(String name) {
        if (value(name) instanceof String text) {
            return text;
        }
        throw wrong(name, value(name));
    }

    long whole(String name, long least, long most) {
        return whole(name, value(name), least, most);
    }

    private static long whole(String name, Object value, long least, long most) {
        if (value instanceof Long whole && whole >= least && whole <= most) {
            return whole;
        }
        throw wrong(name, value);
    }

    double real(String name) {
        return real(name, value(name));
    }

    /** A number with a point, or one of the words for those that JSON lacks. */
    static double real(String name, Object value) {
        if (value instanceof Double real) {
            return real;
        } else if (value instanceof String word
                && List.of("NaN", "Infinity", "-Infinity").contains(word)) {
            return Double.parseDouble(word);
        }
        throw wrong(name, value);
    }

    List<?> list(String name) {
        if (value(name) instanceof List<?> list) {
            return list;
        }
        throw wrong(name, value(name));
    }

    Map<String, Object> map(String name) {
        if (value(name) instanceof Map<?, ?> map) {
            Map<String, Object> named = new java.util.LinkedHashMap<>();
            map.forEach((key, entry) -> named.put(String.valueOf(key), entry));
            return named;
        }
        throw wrong(name, value(name));
    }

    /** This object as a field. */
    StoredField field() {
        List<Integer> points = new ArrayList<>();
        for (Object along : list("points")) {
            points.add((int) whole("points", along, 1, Integer.MAX_VALUE));
        }
        if (points.size() != 3) {
            throw wrong("points", points);
        }
        StoredField bare = new StoredField(
                text("name"),
                StoredField.Role.valueOf(text("role").toUpperCase(Locale.ROOT)),
                Location.valueOf(text("location").toUpperCase(Locale.ROOT)),
                points,
                whole("offset", 0, Long.MAX_VALUE),
                (int) whole("block_bytes", Double.BYTES, 1 << 30),
                List.of());
        whole("bytes", bare.bytes(), bare.bytes());
        return bare.withChecksums(checksums(text("crc32c"), bare.blocks()));
    }

    private static List<Integer> checksums(String text, int blocks) {
        if (text.length() != 8L * blocks) {
            throw new IllegalArgumentException("\"crc32c\" has " + text.length() + " digits for " + blocks + " blocks");
        }
        List<Integer> checksums = new ArrayList<>(blocks);
        for (int block = 0; block < blocks; block++) {
            checksums.add(Integer.parseUnsignedInt(text, 8 * block, 8 * block + 8, 16));
        }
        return checksums;
    }
}
