package org.parhelion.examples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** C programs of this package that use PETSc, which {@code pkg-config} finds. */
final class PetscProgram {
    private static final String NEEDS = "PETSc and pkg-config (on Debian petsc-dev and pkg-config)";

    private PetscProgram() {}

    /**
     * Compiles a C source of this package, or says on the error stream that the peer is left out and why.
     *
     * @param bench name of the benchmark
     */
    static Optional<NativeProgram> compileOrSay(String bench, String source) {
        List<String> flags = new ArrayList<>(List.of("-O2", "-w", "-Wl,--no-as-needed"));
        try {
            String found = ChildProcess.run(List.of("pkg-config", "--cflags", "--libs", "PETSc"), null, Map.of())
                    .output();
            flags.addAll(List.of(found.strip().split("\\s+")));
        } catch (EnvironmentException absent) {
            System.err.println("parhelion: bench " + bench + ": " + source + " is left out: it needs " + NEEDS);
            return Optional.empty();
        }
        flags.add("-lm");
        return NativeProgram.compileOrSay(bench, NEEDS, source, flags, "mpicc");
    }
}
