package org.parhelion.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.blas.MachineFacts.BlasLibrary;
import org.parhelion.blas.MachineFacts.MemoryNode;

final class MachineFactsTest {
    @TempDir
    private Path root;

    @Test
    void readingNeverFailsAndSaysWhereTheFactsComeFrom() {
        MachineFacts facts = MachineFacts.read();
        assertTrue(facts.processor().logical() >= 1);
        assertFalse(facts.processor().model().isEmpty());
        String source = facts.source();
        assertTrue(
                source.startsWith("native library /") || source.startsWith("read from the kernel's files, since"),
                source);
    }

    @Test
    void theNativeLibraryAndTheKernelsFilesAgree() {
        assumeTrue(
                NativeMachine.obstacle().isEmpty(),
                () -> NativeMachine.obstacle().orElse(""));
        MachineFacts fast = NativeMachine.read();
        MachineFacts twin = new SystemFiles(Path.of("/")).read("twin");
        assertEquals(twin.memoryNodes(), fast.memoryNodes());
        assertEquals(twin.processor().model(), fast.processor().model());
        assertEquals(twin.processor().cores(), fast.processor().cores());
        assertEquals(twin.processor().level1Bytes(), fast.processor().level1Bytes());
        assertEquals(twin.processor().level2Bytes(), fast.processor().level2Bytes());
        assertEquals(twin.processor().level3Bytes(), fast.processor().level3Bytes());
        assertTrue(
                twin.processor().simd().containsAll(fast.processor().simd()),
                () -> fast.processor().simd() + " of " + twin.processor().simd());
    }

    @Test
    void aLibraryThatIsNoBlasIsNotTakenForOne() {
        assumeTrue(
                NativeMachine.obstacle().isEmpty(),
                () -> NativeMachine.obstacle().orElse(""));
        assertEquals(Optional.empty(), NativeMachine.blas(Optional.of("libno-such-blas.so")));
        assertEquals(Optional.empty(), NativeMachine.blas(Optional.of("libc.so.6")));
    }

    @Test
    void openBlasTellsItsKernelsAndThreads() {
        assumeTrue(
                NativeMachine.obstacle().isEmpty(),
                () -> NativeMachine.obstacle().orElse(""));
        Optional<BlasLibrary> blas = NativeMachine.blas(Optional.of("libopenblas.so.0"));
        assumeTrue(blas.isPresent(), "no OpenBLAS here");
        assertTrue(blas.get().configuration().contains("OpenBLAS"), blas.get().toString());
        assertFalse(blas.get().core().isEmpty());
        assertTrue(blas.get().threads() >= 1);
        assertTrue(blas.get().library().startsWith("/"), blas.get().library());
    }

    @Test
    void aMadeUpServerIsDescribed() throws IOException {
        write(
                "proc/cpuinfo",
                "processor\t: 0\nmodel\t\t: 49\nmodel name\t: Test CPU\nflags\t\t: fpu sse2 sse4_2 avx2 fma\n");
        write("sys/devices/system/cpu/online", "0-3\n");
        for (int cpu = 0; cpu < 4; cpu++) {
            write("sys/devices/system/cpu/cpu" + cpu + "/topology/thread_siblings_list", cpu % 2 + "," + (cpu % 2 + 2));
        }
        cache(0, 1, "Instruction", "64K");
        cache(1, 1, "Data", "48K");
        cache(2, 3, "Unified", "32M");
        write("sys/devices/system/node/has_memory", "0,2\n");
        write("sys/devices/system/node/node2/meminfo", "Node 2 MemTotal:   1024 kB\nNode 2 MemFree: 1 kB\n");
        write("sys/devices/system/node/node2/cpulist", "1,3\n");

        MachineFacts facts = new SystemFiles(root).read("made up");

        assertEquals("Test CPU", facts.processor().model());
        assertEquals(List.of("sse2", "sse4.2", "avx2", "fma"), facts.processor().simd());
        assertEquals(Optional.of(2), facts.processor().cores());
        assertEquals(48 << 10, facts.processor().level1Bytes());
        assertEquals(0, facts.processor().level2Bytes());
        assertEquals(32 << 20, facts.processor().level3Bytes());
        assertEquals(List.of(new MemoryNode(0, 0, ""), new MemoryNode(2, 1 << 20, "1,3")), facts.memoryNodes());
    }

    @Test
    void aMachineThatTellsNothingIsUnknown() {
        MachineFacts facts = new SystemFiles(root).read("nothing");
        assertEquals("unknown", facts.processor().model());
        assertEquals(List.of(), facts.processor().simd());
        assertEquals(Optional.empty(), facts.processor().cores());
        assertEquals(List.of(), facts.memoryNodes());
        assertEquals(Optional.empty(), facts.blas());
    }

    private void cache(int index, int level, String type, String size) throws IOException {
        String folder = "sys/devices/system/cpu/cpu0/cache/index" + index + "/";
        write(folder + "level", level + "\n");
        write(folder + "type", type + "\n");
        write(folder + "size", size + "\n");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
