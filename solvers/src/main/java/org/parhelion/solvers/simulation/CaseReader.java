package org.parhelion.solvers.simulation;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parhelion.solvers.simulation.CaseSource.Position;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Reads YAML 1.1 text into a tree of located values, token by token: nothing is bound to objects, aliases and tags are
 * refused, and size and depth have limits, so that no file can make it run wild.
 */
final class CaseReader {
    static final int MAX_BYTES = 8 << 20;
    private static final int MAX_DEPTH = 30;
    private static final int MAX_VALUES = 100_000;

    private final CaseSource source;
    private final YAMLParser parser;
    private int values;

    private CaseReader(CaseSource source, YAMLParser parser) {
        this.source = source;
        this.parser = parser;
    }

    /**
     * The text of a case file.
     *
     * @throws InputException there is no such file, or it is a folder, empty, unreadable, too large or not text
     */
    static CaseSource load(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new InputException(file + " is a folder; give the case file inside it");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new InputException(file + " is no regular file; give a case file");
            }
            long bytes = Files.size(file);
            if (bytes > MAX_BYTES) {
                throw new InputException(file + " has " + (bytes >> 20) + " MB; a case file is text of at most "
                        + (MAX_BYTES >> 20) + " MB");
            }
            return new CaseSource(file.toString(), decode(file, Files.readAllBytes(file)));
        } catch (NoSuchFileException missing) {
            throw new InputException(file + ": no such file", missing);
        } catch (AccessDeniedException denied) {
            throw new InputException(file + ": no permission to read it", denied);
        } catch (IOException unreadable) {
            throw new InputException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static String decode(Path file, byte[] bytes) {
        for (int n = 0; n < bytes.length; n++) {
            if (bytes[n] == 0) {
                throw new InputException(file + " is a binary file (byte " + n + " is zero); a case file is text");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new InputException(file + " is not UTF-8 text; a case file is", notText);
        }
    }

    /**
     * The tree of a whole case.
     *
     * @throws InputException it is not YAML, or holds no map, or breaks a limit
     */
    static CaseNode.Mapping readCase(CaseSource source) {
        CaseNode root = read(source);
        if (root instanceof CaseNode.Mapping mapping) {
            return mapping;
        }
        if (root instanceof CaseNode.Scalar scalar && scalar.isNull()) {
            throw new InputException(source.name() + " is empty; a case file needs at least grid, fields and time");
        }
        throw root.position().refuse("a case file is a map of keys (title, grid, fields, time, …), not " + root.kind());
    }

    /** The tree of any YAML value. */
    static CaseNode read(CaseSource source) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MAX_BYTES);
        limits.setNestingDepthLimit(MAX_DEPTH);
        YAMLFactory factory = YAMLFactory.builder().loaderOptions(limits).build();
        try (JsonParser parser = factory.createParser(source.text())) {
            return new CaseReader(source, (YAMLParser) parser).document();
        } catch (JsonProcessingException notYaml) {
            throw syntaxError(source, notYaml);
        } catch (IOException impossible) {
            throw new InputException(source.name() + ": " + impossible.getMessage(), impossible);
        }
    }

    private static InputException syntaxError(CaseSource source, JsonProcessingException error) {
        String problem = error.getOriginalMessage();
        int firstLine = problem.indexOf('\n');
        String brief = firstLine < 0 ? problem : problem.substring(0, firstLine);
        JsonLocation place = error.getLocation();
        if (place == null) {
            return new InputException(source.name() + ": not valid YAML: " + brief, error);
        }
        Position position = new Position(source, place.getLineNr(), Math.max(1, place.getColumnNr()));
        return new InputException(position.explain("not valid YAML: " + brief), error);
    }

    private CaseNode document() throws IOException {
        if (parser.nextToken() == null) {
            return new CaseNode.Scalar("", true, new Position(source, 1, 1));
        }
        CaseNode root = value(0);
        if (parser.nextToken() != null) {
            throw here().refuse("a second YAML document; a case file holds one");
        }
        return root;
    }

    private CaseNode value(int depth) throws IOException {
        Position start = here();
        if (++values > MAX_VALUES || depth > MAX_DEPTH) {
            throw start.refuse(
                    depth > MAX_DEPTH
                            ? "values are nested more than " + MAX_DEPTH + " deep"
                            : "more than " + MAX_VALUES + " values");
        }
        if (parser.isCurrentAlias() || parser.getTypeId() != null) {
            throw start.refuse(
                    parser.isCurrentAlias()
                            ? "aliases (*name) are not read; write the value out"
                            : "tags (!name) are not read; write the plain value");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(start, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            List<CaseNode> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(depth + 1));
            }
            return new CaseNode.Sequence(elements, start);
        }
        return new CaseNode.Scalar(parser.getText(), token == JsonToken.VALUE_NULL, start);
    }

    private CaseNode.Mapping mapping(Position start, int depth) throws IOException {
        Map<String, CaseNode.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Position key = here();
            String name = parser.currentName();
            parser.nextToken();
            CaseNode.Entry earlier = entries.put(name, new CaseNode.Entry(key, value(depth + 1)));
            if (earlier != null) {
                throw key.refuse("key \"" + name + "\" stands here a second time (first on line "
                        + earlier.key().line() + ")");
            }
        }
        return new CaseNode.Mapping(entries, start);
    }

    private Position here() {
        JsonLocation place = parser.currentTokenLocation();
        return new Position(source, place.getLineNr(), place.getColumnNr());
    }
}
