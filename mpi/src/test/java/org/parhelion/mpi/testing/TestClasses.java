package org.parhelion.mpi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.parhelion.mpi.ExitCodeException;

/** The test classes that a command line names. */
final class TestClasses {
    private static final String RANK_TEST = RankTest.class.descriptorString();

    private TestClasses() {}

    static List<Class<?>> of(String[] namesAndFolders) throws IOException {
        List<Class<?>> classes = new ArrayList<>();
        for (String each : namesAndFolders) {
            if (Files.isDirectory(Path.of(each))) {
                for (String name : names(Path.of(each))) {
                    classes.add(load(name));
                }
            } else {
                classes.add(load(each));
            }
        }
        if (classes.isEmpty()) {
            throw new ExitCodeException(ExitCodeException.BAD_INPUT, "no test class given or found");
        }
        return classes;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(TestClasses::hasRankTests)
                    .map(file -> folder.relativize(file).toString())
                    .map(name -> name.substring(0, name.length() - ".class".length())
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .sorted()
                    .toList();
        }
    }

    /** Whether the class file speaks of {@link RankTest}; others are not even loaded, they may need more libraries. */
    private static boolean hasRankTests(Path file) {
        try {
            return file.toString().endsWith("Test.class")
                    && Files.readString(file, StandardCharsets.ISO_8859_1).contains(RANK_TEST);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new ExitCodeException(
                    ExitCodeException.BAD_INPUT, "no test class '" + name + "' on the class path", e);
        }
    }
}
