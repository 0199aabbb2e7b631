package org.parhelion.solvers.simulation;

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
import java.util.Set;
import org.parhelion.solvers.simulation.CaseSource.Position;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML 1.1 text into a tree of located values, event by event: nothing is bound to objects, aliases and tags are
 * refused, and size and depth have limits, so that no file can make it run wild.
 */
final class CaseReader {
    static final int MAX_BYTES = 8 << 20;
    private static final int MAX_DEPTH = 30;
    private static final int MAX_VALUES = 100_000;
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final CaseSource source;
    private final Parser parser;
    private int values;

    private CaseReader(CaseSource source, Parser parser) {
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
        try {
            return new CaseReader(source, new ParserImpl(new StreamReader(source.text()), limits)).document();
        } catch (MarkedYAMLException notYaml) {
            Mark place = notYaml.getProblemMark() == null ? notYaml.getContextMark() : notYaml.getProblemMark();
            String problem = "not valid YAML: " + firstLine(notYaml);
            throw new InputException(
                    place == null
                            ? source.name() + ": " + problem
                            : position(source, place).explain(problem),
                    notYaml);
        } catch (YAMLException notYaml) {
            throw new InputException(source.name() + ": not valid YAML: " + firstLine(notYaml), notYaml);
        }
    }

    private static String firstLine(YAMLException error) {
        return error.getMessage().lines().findFirst().orElse("");
    }

    private CaseNode document() {
        parser.getEvent();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return new CaseNode.Scalar("", true, new Position(source, 1, 1));
        }
        parser.getEvent();
        CaseNode root = value(0);
        parser.getEvent();
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            parser.getEvent();
            throw here().refuse("a second YAML document; a case file holds one");
        }
        return root;
    }

    private CaseNode value(int depth) {
        Position start = here();
        if (++values > MAX_VALUES || depth > MAX_DEPTH) {
            throw start.refuse(
                    depth > MAX_DEPTH
                            ? "values are nested more than " + MAX_DEPTH + " deep"
                            : "more than " + MAX_VALUES + " values");
        }
        Event event = parser.getEvent();
        if (event.is(Event.ID.Alias)) {
            throw start.refuse("aliases (*name) are not read; write the value out");
        }
        String tag = event instanceof ScalarEvent scalar ? scalar.getTag() : ((CollectionStartEvent) event).getTag();
        if (tag != null) {
            throw start.refuse("tags (!name) are not read; write the plain value");
        }
        if (event.is(Event.ID.MappingStart)) {
            return mapping(start, depth);
        }
        if (event.is(Event.ID.SequenceStart)) {
            List<CaseNode> elements = new ArrayList<>();
            while (!parser.checkEvent(Event.ID.SequenceEnd)) {
                elements.add(value(depth + 1));
            }
            parser.getEvent();
            return new CaseNode.Sequence(elements, start);
        }
        ScalarEvent scalar = (ScalarEvent) event;
        return new CaseNode.Scalar(scalar.getValue(), scalar.isPlain() && NULLS.contains(scalar.getValue()), start);
    }

    private CaseNode.Mapping mapping(Position start, int depth) {
        Map<String, CaseNode.Entry> entries = new LinkedHashMap<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Position key = here();
            if (!(parser.getEvent() instanceof ScalarEvent name)) {
                throw key.refuse("a key is a word, not a list, a map or an alias");
            }
            CaseNode.Entry earlier = entries.put(name.getValue(), new CaseNode.Entry(key, value(depth + 1)));
            if (earlier != null) {
                throw key.refuse("key \"" + name.getValue() + "\" stands here a second time (first on line "
                        + earlier.key().line() + ")");
            }
        }
        parser.getEvent();
        return new CaseNode.Mapping(entries, start);
    }

    /** Where the next event starts. */
    private Position here() {
        return position(source, parser.peekEvent().getStartMark());
    }

    private static Position position(CaseSource source, Mark mark) {
        return new Position(source, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
