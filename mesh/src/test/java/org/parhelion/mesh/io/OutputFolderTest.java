package org.parhelion.mesh.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.testing.RankTest;

class OutputFolderTest {
    @Test
    void missingFoldersAreMade(@TempDir Path temp) {
        Path path = temp.resolve("out").resolve("gray-scott");
        OutputFolder folder = OutputFolder.prepare(path);
        assertTrue(Files.isDirectory(path));
        assertEquals(path.resolve("v.png"), folder.resolve("v.png"));
        assertEquals(0, path.toFile().list().length);
    }

    @Test
    void aFileIsNoFolder(@TempDir Path temp) throws IOException {
        Path path = Files.createFile(temp.resolve("out"));
        OutputException e = assertThrows(OutputException.class, () -> OutputFolder.prepare(path));
        assertEquals(
                "cannot use the output directory: " + path + " is a file. Remove the file or choose another directory",
                e.getMessage());
    }

    @Test
    void aFolderBelowAFileIsRefused(@TempDir Path temp) throws IOException {
        Path file = Files.createFile(temp.resolve("data"));
        Path path = file.resolve("a").resolve("b");
        OutputException e = assertThrows(OutputException.class, () -> OutputFolder.prepare(path));
        assertTrue(e.getMessage().contains(path + " lies below " + file + ", which is a file"), e.getMessage());
    }

    @Test
    void aFolderOfTheSystemThatTakesNoFilesIsRefused() {
        Path path = Path.of("/proc/parhelion");
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "there is no /proc");
        OutputException e = assertThrows(OutputException.class, () -> OutputFolder.prepare(path));
        assertTrue(e.getMessage().startsWith("cannot make the output directory " + path), e.getMessage());
        OutputException inside = assertThrows(OutputException.class, () -> OutputFolder.prepare(Path.of("/proc")));
        assertTrue(inside.getMessage().startsWith("cannot write "), inside.getMessage());
    }

    @Test
    void onlyWhatDeadWritersLeftIsRemoved(@TempDir Path temp) throws IOException, InterruptedException {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path below = Files.createDirectory(temp.resolve("heat_00000100"));
        String host = TemporaryName.host();
        Path left = Files.createFile(below.resolve(".a.vti." + host + "-" + dead.pid() + "-1.parhelion-part"));
        Path mine = Files.createFile(TemporaryName.beside(temp.resolve("b.png")));
        Path elsewhere = Files.createFile(temp.resolve(".c.png.other_node-1-1.parhelion-part"));
        Path old = Files.createFile(temp.resolve(".d.png.other_node-1-2.parhelion-part"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        Path user = Files.createFile(temp.resolve("notes.parhelion-part"));
        OutputFolder.prepare(temp);
        assertFalse(Files.exists(left), "left by a process that has ended");
        assertFalse(Files.exists(old), "left by another machine long ago");
        assertTrue(Files.exists(mine), "written by a living process");
        assertTrue(Files.exists(elsewhere), "perhaps being written by another machine");
        assertTrue(Files.exists(user), "not of our form");
    }

    @RankTest({1, 2, 3})
    void allRanksLearnOfTheSameFailure(Communicator world, @TempDir Path temp) throws IOException {
        if (world.rank() == 0) {
            Files.createFile(temp.resolve("out"));
        }
        world.barrier();
        OutputException e = assertThrows(OutputException.class, () -> OutputFolder.prepare(temp.resolve("out"), world));
        assertTrue(e.getMessage().contains("out is a file"), e.getMessage());
    }

    @RankTest({1, 3})
    void theFolderIsThereForAllRanks(Communicator world, @TempDir Path temp) {
        OutputFolder folder = OutputFolder.prepare(temp.resolve("a/b"), world);
        AtomicFile.writeText(folder.resolve("rank" + world.rank()), "x");
        world.barrier();
        assertEquals(world.size(), folder.path().toFile().list().length);
    }

    @RankTest({2, 3})
    void aFailureOnOneRankEndsTheWorkOnAll(Communicator world) {
        OutputException e = assertThrows(
                OutputException.class,
                () -> Agreement.on(world, () -> {
                    if (world.rank() > 0) {
                        throw new OutputException("rank " + world.rank() + " has no room");
                    }
                }));
        String more = world.size() == 3 ? " (and 1 other rank failed likewise)" : "";
        assertEquals("rank 1 has no room" + more, e.getMessage());
        assertEquals(world.size(), world.allReduce(1L, ReduceOp.SUM), "ranks are still in step");
    }
}
