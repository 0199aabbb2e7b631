package org.parhelion.mpi.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.parhelion.mpi.ExitCodeException;

/** The test classes that a command line names. */
final class TestClasses {
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
            return files.map(file -> folder.relativize(file).toString())
                    .filter(name -> name.endsWith("Test.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length())
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .sorted()
                    .toList();
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
