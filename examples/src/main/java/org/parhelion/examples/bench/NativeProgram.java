package org.parhelion.examples.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A C program of this package, compiled on the spot in a temporary folder. */
final class NativeProgram implements AutoCloseable {
    private final Path folder;
    private final Path executable;

    private NativeProgram(Path folder, Path executable) {
        this.folder = folder;
        this.executable = executable;
    }

    /**
     * Compiles a C source of this package.
     *
     * @param source such as {@code stencil.c}
     * @return empty where none of the compilers is on the PATH
     * @throws EnvironmentException the compiler fails
     */
    static Optional<NativeProgram> compile(String source, List<String> flags, String... compilers) {
        Optional<String> compiler = ChildProcess.find(compilers);
        if (compiler.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream text = NativeProgram.class.getResourceAsStream(source)) {
            Path folder = Files.createTempDirectory("parhelion-bench");
            NativeProgram program = new NativeProgram(folder, folder.resolve(source.replace(".c", "")));
            Path file = folder.resolve(source);
            Files.copy(text, file);
            List<String> command = new ArrayList<>(List.of(compiler.get()));
            command.addAll(flags);
            command.addAll(List.of(file.toString(), "-o", program.executable.toString()));
            ChildProcess.run(command, folder, Map.of());
            return Optional.of(program);
        } catch (IOException failure) {
            throw new EnvironmentException(
                    "no folder for temporary files to compile " + source + " in: " + failure.getMessage());
        }
    }

    /**
     * As {@link #compile}; where that cannot be done, says on the error stream that the peer is left out and why.
     *
     * @param bench name of the benchmark
     * @param needs libraries and packages, for the user
     */
    static Optional<NativeProgram> compileOrSay(
            String bench, String needs, String source, List<String> flags, String... compilers) {
        String obstacle;
        try {
            Optional<NativeProgram> program = compile(source, flags, compilers);
            if (program.isPresent()) {
                return program;
            }
            obstacle = "there is no " + compilers[0] + " on the PATH";
        } catch (EnvironmentException noLibrary) {
            obstacle = noLibrary
                    .getMessage()
                    .lines()
                    .reduce((first, last) -> last)
                    .orElse("")
                    .strip();
        }
        System.err.println(
                "parhelion: bench " + bench + ": " + source + " is left out: it needs " + needs + ": " + obstacle);
        return Optional.empty();
    }

    String path() {
        return executable.toString();
    }

    /** Runs it and gives what it prints. */
    String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(path()));
        command.addAll(List.of(arguments));
        return ChildProcess.run(command, folder, Map.of()).output();
    }

    @Override
    public void close() {
        TemporaryFolder.delete(folder);
    }
}
