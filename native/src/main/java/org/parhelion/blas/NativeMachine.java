package org.parhelion.blas;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parhelion.blas.MachineFacts.BlasLibrary;
import org.parhelion.blas.MachineFacts.MemoryNode;
import org.parhelion.blas.MachineFacts.Processor;

/** The native library {@code parhelion_native}, one native method for each C function of {@code facts.h}. */
final class NativeMachine {
    /** Names the library file; where it is not set, {@code .build/native} of the repository we run in is looked at. */
    static final String LIBRARY_PROPERTY = "parhelion.native.library";

    private static final Path IN_BUILD_FOLDER = Path.of(".build", "native", "libparhelion_native.so");

    private NativeMachine() {}

    /** Loaded once, at the first question. */
    private static final class Library {
        static final Optional<Path> PATH = find();
        static final Optional<String> OBSTACLE = load();

        private static Optional<Path> find() {
            String named = System.getProperty(LIBRARY_PROPERTY);
            if (named != null) {
                return Optional.of(Path.of(named));
            }
            for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
                if (Files.exists(folder.resolve(IN_BUILD_FOLDER))) {
                    return Optional.of(folder.resolve(IN_BUILD_FOLDER));
                }
            }
            return Optional.empty();
        }

        private static Optional<String> load() {
            if (PATH.isEmpty() || !Files.exists(PATH.get())) {
                return Optional.of("read from the kernel's files, since the native library was not built"
                        + " (it needs CMake and a C compiler: hpc-scripts/setup)");
            }
            try {
                System.load(PATH.get().toAbsolutePath().toString());
                return Optional.empty();
            } catch (UnsatisfiedLinkError e) {
                return Optional.of("read from the kernel's files, since the native library could not be loaded: "
                        + e.getMessage());
            }
        }
    }

    /** Why the native methods cannot be called; empty when they can. */
    static Optional<String> obstacle() {
        return Library.OBSTACLE;
    }

    /** All facts. To be called only without an {@link #obstacle()}. */
    static MachineFacts read() {
        return new MachineFacts(
                processor(),
                memoryNodes(),
                blas(Optional.empty()),
                Library.PATH.map(path -> "native library " + path).orElseThrow());
    }

    private static Processor processor() {
        String model = cpuModel();
        String simd = cpuSimd();
        int logical = cpuLogical();
        int cores = cpuCores();
        return new Processor(
                model == null ? "unknown" : model,
                simd == null || simd.isEmpty() ? List.of() : List.of(simd.split(" ")),
                logical > 0 ? logical : Runtime.getRuntime().availableProcessors(),
                cores > 0 ? Optional.of(cores) : Optional.empty(),
                Math.max(0, cacheBytes(1)),
                Math.max(0, cacheBytes(2)),
                Math.max(0, cacheBytes(3)));
    }

    private static List<MemoryNode> memoryNodes() {
        List<MemoryNode> nodes = new ArrayList<>();
        for (int node : numaNodes()) {
            String processors = numaCpus(node);
            nodes.add(new MemoryNode(node, Math.max(0, numaBytes(node)), processors == null ? "" : processors));
        }
        return nodes;
    }

    /**
     * @param library the one library to ask; empty for the usual names, OpenBLAS first
     * @return empty when it cannot be loaded or is no BLAS
     */
    static Optional<BlasLibrary> blas(Optional<String> library) {
        String[] facts = blas(library.orElse(null));
        return facts == null
                ? Optional.empty()
                : Optional.of(new BlasLibrary(facts[0], facts[1], facts[2], Integer.parseInt(facts[3])));
    }

    // int ph_cpu_model(const char *root, char *out, size_t size): null where absent
    private static native String cpuModel();

    // int ph_cpu_simd(char *out, size_t size): separated by blanks; null where absent
    private static native String cpuSimd();

    // int ph_cpu_logical(int *count): -1 where absent
    private static native int cpuLogical();

    // int ph_cpu_cores(const char *root, int *count): -1 where absent
    private static native int cpuCores();

    // int ph_cache_bytes(const char *root, int level, long *bytes): -1 where absent
    private static native long cacheBytes(int level);

    // int ph_numa_nodes(const char *root, int *nodes, int capacity, int *count): no elements where absent
    private static native int[] numaNodes();

    // int ph_numa_bytes(const char *root, int node, long long *bytes): -1 where absent
    private static native long numaBytes(int node);

    // int ph_numa_cpus(const char *root, int node, char *out, size_t size): null where absent
    private static native String numaCpus(int node);

    // int ph_blas_facts(const char *const *names, struct ph_blas *out): library, config, core, threads; null where
    // absent
    private static native String[] blas(String library);
}
