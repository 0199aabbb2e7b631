package org.parhelion.blas;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What this machine is: processor, memory nodes and BLAS. Read through the native library where it is there, otherwise
 * from the kernel's files in Java, which knows all but the BLAS.
 *
 * @param processor the processor
 * @param memoryNodes NUMA nodes that have memory, in the kernel's order; empty where the kernel does not tell
 * @param blas the BLAS that a program on this machine would load; empty if there is none, or without the native library
 * @param source where the facts come from, one line: the native library's path, or why it was not used
 */
public record MachineFacts(
        Processor processor, List<MemoryNode> memoryNodes, Optional<BlasLibrary> blas, String source) {

    /** Copies the list. */
    public MachineFacts {
        memoryNodes = List.copyOf(memoryNodes);
    }

    /**
     * @param model name, as the kernel tells it; {@code unknown} if it does not
     * @param simd SIMD instruction sets for double precision, oldest first; empty if unknown
     * @param logical logical processors this process may use
     * @param cores cores of the machine (threads of one core count once); empty if unknown
     * @param level1Bytes first-level data cache of a core [B]; 0 if unknown
     * @param level2Bytes second-level cache [B]; 0 if unknown or absent
     * @param level3Bytes third-level cache [B]; 0 if unknown or absent
     */
    public record Processor(
            String model,
            List<String> simd,
            int logical,
            Optional<Integer> cores,
            long level1Bytes,
            long level2Bytes,
            long level3Bytes) {

        /** Copies the list. */
        public Processor {
            simd = List.copyOf(simd);
        }
    }

    /**
     * A NUMA node.
     *
     * @param number the kernel's number for it
     * @param bytes its memory [B]; 0 if unknown
     * @param processors its logical processors as the kernel lists them: {@code 0-3,8}
     */
    public record MemoryNode(int number, long bytes, String processors) {}

    /**
     * A BLAS library.
     *
     * @param library file it was loaded from
     * @param configuration its own description (OpenBLAS), or empty text
     * @param core the kernels it has chosen for this processor (OpenBLAS), or empty text
     * @param threads threads it would use; 0 if it does not say
     */
    public record BlasLibrary(String library, String configuration, String core, int threads) {}

    /** The facts of the machine this runs on. Never fails: what cannot be found out is told as unknown. */
    public static MachineFacts read() {
        Optional<String> obstacle = NativeMachine.obstacle();
        return obstacle.isEmpty() ? NativeMachine.read() : new SystemFiles(Path.of("/")).read(obstacle.get());
    }
}
