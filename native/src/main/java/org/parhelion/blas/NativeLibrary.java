package org.parhelion.blas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds and loads {@code libparhelion_blas}, once: the file that {@value #PROPERTY} names; or the one beside
 * {@link NativeMachine}'s library; or that of the build folder, of {@code parhelion.home} or of the repository we run in; or
 * the one in the jar, which is copied to a folder of our own until the JVM ends.
 */
final class NativeLibrary {
    static final String PROPERTY = "parhelion.blas.library";

    private static final String FILE = System.mapLibraryName("parhelion_blas");
    private static final Path IN_BUILD_FOLDER = Path.of(".build", "native", FILE);

    private NativeLibrary() {}

    /**
     * What the BLAS beneath tells about itself.
     *
     * @param core kind of core it computes for, or empty text
     * @param file where it was loaded from
     */
    record Facts(String name, String version, String core, String file, boolean lapack, boolean threads) {}

    /** Loaded at the first question. */
    private static final class Loaded {
        static final Facts FACTS;
        static final Optional<String> OBSTACLE;

        static {
            Facts facts = null;
            String obstacle = null;
            try {
                load();
                String[] texts = NativeCalls.facts();
                facts = new Facts(
                        texts[0], texts[1], texts[2], texts[3], texts[5].equals("yes"), texts[6].equals("yes"));
                if (texts[4].equals("yes")) {
                    obstacle = facts.file() + " has integers of 64 bits (ILP64); one with 32 bits is needed";
                }
            } catch (IOException | UnsatisfiedLinkError e) {
                obstacle = e.getMessage();
            }
            FACTS = facts;
            OBSTACLE = Optional.ofNullable(obstacle);
        }
    }

    /** Why {@link NativeCalls} cannot be called; empty when it can. */
    static Optional<String> obstacle() {
        return Loaded.OBSTACLE;
    }

    /** To be called only without an {@link #obstacle()}. */
    static Facts facts() {
        return Loaded.FACTS;
    }

    private static void load() throws IOException {
        String named = System.getProperty(PROPERTY);
        if (named != null && !Files.isRegularFile(Path.of(named))) {
            throw new IOException(PROPERTY + " names " + named + ", which is no file");
        }
        Optional<Path> found = named != null ? Optional.of(Path.of(named)) : built();
        if (found.isPresent()) {
            System.load(found.get().toAbsolutePath().toString());
        } else {
            loadFromJar(NativeLibrary.class.getResourceAsStream(resource()));
        }
    }

    private static Optional<Path> built() {
        String machine = System.getProperty(NativeMachine.LIBRARY_PROPERTY);
        if (machine != null && Files.isRegularFile(Path.of(machine).resolveSibling(FILE))) {
            return Optional.of(Path.of(machine).resolveSibling(FILE));
        }
        String home = System.getProperty("parhelion.home");
        if (home != null && Files.isRegularFile(Path.of(home).resolve(IN_BUILD_FOLDER))) {
            return Optional.of(Path.of(home).resolve(IN_BUILD_FOLDER));
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(IN_BUILD_FOLDER))) {
                return Optional.of(folder.resolve(IN_BUILD_FOLDER));
            }
        }
        return Optional.empty();
    }

    /** Where the jar has the library for this kind of machine. */
    static String resource() {
        return "/native/" + System.getProperty("os.name") + "-" + System.getProperty("os.arch") + "/" + FILE;
    }

    private static void loadFromJar(InputStream library) throws IOException {
        if (library == null) {
            throw new IOException(
                    "libparhelion_blas was not built (it needs CMake, a C compiler and a BLAS with C interface,"
                            + " such as libopenblas0: hpc-scripts/setup)");
        }
        try (library) {
            System.load(extract(library).toString());
        }
    }

    /** Copies the library to a new folder that only we may read, and removes both when the JVM ends. */
    static Path extract(InputStream library) throws IOException {
        Path folder = Files.createTempDirectory("parhelion-blas-");
        Path file = folder.resolve(FILE);
        // the last one said is removed first
        folder.toFile().deleteOnExit();
        file.toFile().deleteOnExit();
        Files.copy(library, file);
        return file;
    }
}
