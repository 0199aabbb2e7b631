package org.parhelion.mesh.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.FieldDigest;
import org.parhelion.mesh.Location;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.testing.RankTest;

class CheckpointTest {
    @TempDir
    Path temporary;

    static CheckpointHeader header(long step) {
        StateValues state = new StateValues();
        state.put("steps", step);
        state.put("next", 0.1 + 0.2);
        state.put("none", Double.NaN);
        state.put("zero", -0.0);
        return new CheckpointHeader(
                0,
                "wärme",
                step,
                0.3,
                1e-300,
                "grid: {size: [3]}\n",
                List.of("a.b=\"1\""),
                Map.of("x", "1"),
                state,
                List.of());
    }

    /** A cell and a node field of odd sizes, more than a block of the one, and one that counts as history. */
    private static List<Field> fields(Communicator world, boolean filled) {
        CartesianGrid grid =
                CartesianGrid.builder(world).cells(29, 17, 23).periodic(Axis.Z).build();
        List<Field> fields =
                List.of(grid.field("u"), grid.field("v·", Location.NODE), grid.field("u·last", Location.X_FACE));
        for (Field field : fields) {
            if (filled) {
                field.fill((x, y, z) ->
                        Math.sin(3 * x + 5 * y * y + 7 * z) + field.name().length());
            }
        }
        return fields;
    }

    private static CheckpointFolder folder(Communicator world, Path path) {
        OutputFolder.prepare(path, world);
        return new CheckpointFolder(path, "wärme");
    }

    private static Path write(Communicator world, Path path, long step, int keep) {
        List<Field> fields = fields(world, true);
        return Checkpoint.write(folder(world, path), header(step), fields.subList(0, 2), fields.subList(2, 3), keep);
    }

    /** Written by one rank of this JVM. */
    private Path written() {
        Parallel.threads(1, (world, rest) -> write(world, temporary, 7, 2));
        return new CheckpointFolder(temporary, "wärme").file(7);
    }

    @Test
    void aFileHasTheSameBytesOnAnyNumberOfRanks() throws IOException {
        byte[] expected = Files.readAllBytes(written());
        assertTrue(Checkpoint.header(new CheckpointFolder(temporary, "wärme").file(7))
                        .fields()
                        .get(0)
                        .blocks()
                > 1);
        for (int ranks = 2; ranks <= 6; ranks++) {
            Path path = temporary.resolve("on " + ranks);
            Parallel.threads(ranks, (world, rest) -> write(world, path, 7, 2));
            assertArrayEquals(
                    expected, Files.readAllBytes(path.resolve("wärme_00000007.checkpoint")), ranks + " ranks");
        }
    }

    @Test
    void whatIsWrittenBehindTheComputationIsWhatWasThereWhenItBegan() throws IOException {
        byte[] expected = Files.readAllBytes(written());
        Path path = temporary.resolve("behind");
        Parallel.threads(3, (world, rest) -> {
            List<Field> fields = fields(world, true);
            List<double[]> memory = new ArrayList<>();
            CheckpointFolder folder = folder(world, path);
            for (int n = 0; n < 2; n++) {
                Checkpoint pending =
                        Checkpoint.start(folder, header(7), fields.subList(0, 2), fields.subList(2, 3), 1, memory);
                fields.forEach(field -> field.fill(-1));
                pending.commit();
                assertTrue(pending.isWritten());
                fields.forEach(field -> field.fill((x, y, z) ->
                        Math.sin(3 * x + 5 * y * y + 7 * z) + field.name().length()));
            }
        });
        assertArrayEquals(expected, Files.readAllBytes(path.resolve("wärme_00000007.checkpoint")));
    }

    @RankTest({1, 2, 3, 5})
    void allComesBackOnAnyRanks(Communicator world, @TempDir Path shared) {
        Path path = shared.resolve("comes back " + world.size());
        Path file = write(world, path, 12, 2);
        world.barrier();
        CheckpointHeader read = Checkpoint.header(file);
        CheckpointHeader expected = header(12);
        assertEquals(expected.state(), read.state());
        assertEquals(expected.text(), read.text());
        assertEquals(expected.changes(), read.changes());
        assertEquals(expected.versions(), read.versions());
        assertEquals(List.of(12L, 0.3, 1e-300), List.of(read.step(), read.time(), read.dt()));
        List<Field> loaded = fields(world, false);
        Checkpoint.load(file, read, loaded, world);
        List<Field> original = fields(world, true);
        for (int n = 0; n < loaded.size(); n++) {
            assertEquals(FieldDigest.of(original.get(n)), FieldDigest.of(loaded.get(n)));
            assertFalse(loaded.get(n).ghostsCurrent(false));
        }
        assertEquals(StoredField.Role.HISTORY, read.fields().get(2).role());
        assertEquals(List.of(), Checkpoint.verify(file));
    }

    @Test
    void eachFlippedBitIsFoundAndNamed() throws IOException {
        Path file = written();
        byte[] good = Files.readAllBytes(file);
        CheckpointHeader header = Checkpoint.header(file);
        Random random = new Random(42);
        for (int n = 0; n < 100; n++) {
            int at = n < 62 ? n : random.nextInt(good.length);
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bad);
            if (at < header.length()) {
                assertThrows(CheckpointException.class, () -> Checkpoint.verify(file), "byte " + at);
            } else {
                String place = Checkpoint.verify(file).toString();
                StoredField field = header.fields().stream()
                        .filter(one -> at - header.length() < one.end())
                        .findFirst()
                        .orElseThrow();
                int block = (int) ((at - header.length() - field.offset()) / field.blockBytes());
                assertEquals("[" + field.blockName(block, header.length()) + "]", place);
            }
        }
    }

    @RankTest({1, 3})
    void aDamagedBlockIsFoundWhileReading(Communicator world, @TempDir Path shared) throws IOException {
        Path file = write(world, shared.resolve("damaged " + world.size()), 1, 2);
        CheckpointHeader header = Checkpoint.header(file);
        world.barrier();
        if (world.rank() == 0) {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1] ^= 4;
            Files.write(file, bytes);
        }
        world.barrier();
        List<Field> fields = fields(world, false);
        CheckpointException found =
                assertThrows(CheckpointException.class, () -> Checkpoint.load(file, header, fields, world));
        assertEquals(CheckpointException.Kind.DAMAGED, found.kind());
        assertTrue(found.getMessage().startsWith("field u·last, block 2 of 2 (bytes "), found.getMessage());
    }

    @Test
    void aFileCutOffAnywhereIsFound() throws IOException {
        Path file = written();
        byte[] good = Files.readAllBytes(file);
        for (int length : new int[] {0, 1, 20, 23, 30, 59, 61, 4000, 4096, 70_000, good.length - 1}) {
            Files.write(file, Arrays.copyOf(good, length));
            CheckpointException found = assertThrows(CheckpointException.class, () -> Checkpoint.verify(file));
            assertEquals(CheckpointException.Kind.DAMAGED, found.kind(), found.getMessage());
            assertTrue(found.getMessage().contains("cut off"), length + ": " + found.getMessage());
        }
        Files.write(file, Arrays.copyOf(good, good.length + 1));
        assertTrue(assertThrows(CheckpointException.class, () -> Checkpoint.header(file))
                .getMessage()
                .startsWith("something was appended to it"));
    }

    @Test
    void otherFilesAndVersionsAreToldApartFromDamage() throws IOException {
        Path file = written();
        byte[] bytes = Files.readAllBytes(file);
        bytes[HeaderText.MAGIC.length()] = '2';
        Files.write(file, bytes);
        CheckpointException version = assertThrows(CheckpointException.class, () -> Checkpoint.header(file));
        assertEquals(CheckpointException.Kind.OTHER, version.kind());
        assertTrue(version.getMessage().startsWith("it has version \"2\" of the format"), version.getMessage());
        Files.writeString(file, "grid: {size: [3]}\n");
        assertEquals(
                "it is no checkpoint of Parhelion",
                assertThrows(CheckpointException.class, () -> Checkpoint.header(file))
                        .getMessage());
        assertEquals(
                CheckpointException.Kind.UNREADABLE,
                assertThrows(CheckpointException.class, () -> Checkpoint.header(temporary.resolve("none")))
                        .kind());
        assertEquals(
                CheckpointException.Kind.FOREIGN,
                assertThrows(CheckpointException.class, () -> Checkpoint.header(temporary))
                        .kind());
    }

    @Test
    void aHeaderThatLiesIsRefusedThoughItsChecksumIsRight() throws IOException {
        Path file = written();
        String good = new String(HeaderParser.read(file), StandardCharsets.UTF_8);
        for (String[] lie : new String[][] {
            {"\"step\" : 7", "\"step\" : -7"},
            {"\"points\" : [ 29, 17, 23 ]", "\"points\" : [ 29, 17 ]"},
            {"\"points\" : [ 29, 17, 23 ]", "\"points\" : [ 2147483647, 2147483647, 2147483647 ]"},
            {"\"block_bytes\" : 65536", "\"block_bytes\" : 0"},
            {"\"offset\" : 0", "\"offset\" : 8"},
            {"\"role\" : \"history\"", "\"role\" : \"magic\""},
            {"\"state\" : {", "\"state\" : [], \"other\" : {"},
            {"\"text\" : ", "\"texts\" : "},
            {"\"time\" : 0.3", "\"time\" : [[[[[[[[[[0.3]]]]]]]]]]"},
            {"}", ""}
        }) {
            String json = good.substring(HeaderText.prefixLength()).replace(lie[0], lie[1]);
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            byte[] whole = new byte[HeaderText.prefixLength() + body.length];
            System.arraycopy(body, 0, whole, HeaderText.prefixLength(), body.length);
            CheckpointException refused =
                    assertThrows(CheckpointException.class, () -> Checkpoint.header(whole), lie[1]);
            assertTrue(refused.getMessage().startsWith("its header makes no sense: "), refused.getMessage());
        }
    }

    @Test
    void onlyTheLastOnesOfTheCaseAreKept() throws IOException {
        Files.writeString(temporary.resolve("other_00000001.checkpoint"), "");
        Files.writeString(temporary.resolve("wärme_00000900.checkpoint"), "of a run before this one");
        Parallel.threads(2, (world, rest) -> {
            for (long step = 1; step <= 5; step++) {
                write(world, temporary, step, 2);
            }
        });
        try (Stream<Path> files = Files.list(temporary)) {
            assertEquals(
                    List.of("other_00000001.checkpoint", "wärme_00000004.checkpoint", "wärme_00000005.checkpoint"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertEquals(
                List.of(5L, 4L),
                CheckpointFolder.newestFirst(temporary).stream()
                        .filter(file -> !file.getFileName().toString().startsWith("other"))
                        .map(file -> Checkpoint.header(file).step())
                        .toList());
    }

    @RankTest({1, 3})
    void aFileThatCannotBeWrittenIsToldOnAllRanksAndLeavesNothing(Communicator world, @TempDir Path shared)
            throws IOException {
        Path path = shared.resolve("unwritable " + world.size());
        CheckpointFolder folder = folder(world, path);
        Path taken = folder.file(3);
        if (world.rank() == 0) {
            Files.createDirectory(taken);
        }
        world.barrier();
        OutputException failure = assertThrows(OutputException.class, () -> write(world, path, 3, 2));
        assertTrue(failure.getMessage().contains("a folder of that name is in the way"), failure.getMessage());
        List<Field> fields = fields(world, true);
        CheckpointFolder gone = new CheckpointFolder(path.resolve("gone"), "x");
        OutputException missing =
                assertThrows(OutputException.class, () -> Checkpoint.write(gone, header(1), fields, List.of(), 1));
        assertTrue(missing.getMessage().contains("its folder does not exist"), missing.getMessage());
        world.barrier();
        try (Stream<Path> files = Files.list(path)) {
            assertEquals(List.of(taken), files.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 40, 1000, 70_000})
    void checksumsOfPiecesGiveThoseOfBlocks(int piece) {
        Random random = new Random(piece);
        byte[] bytes = new byte[200_003];
        random.nextBytes(bytes);
        int block = 65_536;
        BlockChecksums even = new BlockChecksums(bytes.length, block);
        BlockChecksums odd = new BlockChecksums(bytes.length, block);
        int number = 0;
        for (int at = 0; at < bytes.length; at += piece) {
            ByteBuffer data = ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at));
            (number++ % 2 == 0 ? even : odd).add(at, data);
        }
        int[] combined = new int[even.parts().length];
        Arrays.setAll(combined, n -> even.parts()[n] ^ odd.parts()[n]);
        int[] whole = even.whole(combined);
        for (int n = 0; n < whole.length; n++) {
            CRC32C crc = new CRC32C();
            crc.update(bytes, n * block, Math.min(block, bytes.length - n * block));
            assertEquals((int) crc.getValue(), whole[n]);
        }
    }

    @Test
    void blocksGrowWithTheField() {
        assertEquals(1 << 16, StoredField.blockBytes(100));
        assertEquals(1 << 17, StoredField.blockBytes(1L << 30));
        assertEquals(1 << 30, StoredField.blockBytes(1L << 50));
    }
}
