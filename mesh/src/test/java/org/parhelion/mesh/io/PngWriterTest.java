package org.parhelion.mesh.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngWriterTest {
    private static final int[] PALETTE = {0x000000, 0xFF0000, 0x00FF00, 0x0000FF, 0xFEDCBA};

    @TempDir
    Path folder;

    @Test
    void anotherReaderSeesTheSameColours() throws IOException {
        assertSameColours(indexed(37, 23, 1));
        assertSameColours(PngImage.rgb(19, 11, random(3 * 19 * 11, 256, 2)));
        assertSameColours(PngImage.indexed(5, 7, new byte[35], PALETTE));
    }

    private static void assertSameColours(PngImage image) throws IOException {
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(PngWriter.encode(image)));
        assertEquals(image.width(), read.getWidth());
        assertEquals(image.height(), read.getHeight());
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                assertEquals(image.rgb(x, y), read.getRGB(x, y) & 0xFFFFFF, x + "," + y);
            }
        }
    }

    @Test
    void thePictureAloneDecidesTheBytes() {
        assertArrayEquals(PngWriter.encode(indexed(64, 48, 3)), PngWriter.encode(indexed(64, 48, 3)));
        assertEquals(
                List.of("IHDR", "PLTE", "IDAT", "IEND"), new PngFile(PngWriter.encode(indexed(64, 48, 3))).types());
    }

    @Test
    void anAnimationHoldsEveryPictureInOrder() throws IOException {
        List<PngImage> images = new ArrayList<>();
        List<Path> stills = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            images.add(indexed(30, 20, n));
            stills.add(folder.resolve("v_" + n + ".png"));
            PngWriter.write(stills.get(n), images.get(n));
        }
        Path target = folder.resolve("v.png");
        PngWriter.writeAnimation(target, stills, 120);
        PngFile file = new PngFile(Files.readAllBytes(target));
        assertEquals(
                List.of("IHDR", "acTL", "PLTE", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND"),
                file.types());
        ByteBuffer control = file.first("acTL").buffer();
        assertEquals(4, control.getInt());
        assertEquals(0, control.getInt(), "for ever");
        assertFrames(file, images);
        BufferedImage still = ImageIO.read(target.toFile());
        assertEquals(images.get(0).rgb(7, 5), still.getRGB(7, 5) & 0xFFFFFF);
    }

    private static void assertFrames(PngFile file, List<PngImage> images) throws IOException {
        int sequence = 0;
        int frame = 0;
        for (PngFile.Chunk chunk : file.chunks) {
            ByteBuffer data = chunk.buffer();
            if (chunk.type().equals("fcTL")) {
                assertEquals(sequence++, data.getInt());
                assertEquals(30, data.getInt());
                assertEquals(20, data.getInt());
                assertEquals(0L, data.getLong(), "offsets");
                assertEquals(120, data.getShort());
                assertEquals(1000, data.getShort());
                assertEquals(0, data.getShort(), "dispose and blend");
            } else if (chunk.type().endsWith("DAT") || chunk.type().equals("fdAT")) {
                if (chunk.type().equals("fdAT")) {
                    assertEquals(sequence++, data.getInt());
                }
                byte[] compressed = Arrays.copyOfRange(chunk.data(), data.position(), chunk.data().length);
                assertArrayEquals(images.get(frame++).pixels(), PngFile.pixels(compressed, 30, 20));
            }
        }
        assertEquals(images.size(), frame);
    }

    @Test
    void picturesThatDoNotFitTogetherAreNamed() {
        Path a = folder.resolve("a.png");
        Path b = folder.resolve("b.png");
        PngWriter.write(a, indexed(30, 20, 1));
        PngWriter.write(b, indexed(31, 20, 1));
        Path target = folder.resolve("all.png");
        OutputException e =
                assertThrows(OutputException.class, () -> PngWriter.writeAnimation(target, List.of(a, b), 100));
        assertTrue(e.getMessage().contains("b.png") && e.getMessage().contains("differ in size"), e.getMessage());
        assertTrue(Files.notExists(target));
        assertEquals(2, folder.toFile().list().length);
    }

    @Test
    void aBrokenStillIsNamed() throws IOException {
        Path whole = folder.resolve("a.png");
        PngWriter.write(whole, indexed(30, 20, 1));
        byte[] bytes = Files.readAllBytes(whole);
        for (int length : new int[] {0, 7, 20, bytes.length / 2}) {
            Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(bytes, length));
            OutputException e = assertThrows(
                    OutputException.class,
                    () -> PngWriter.writeAnimation(folder.resolve("all.png"), List.of(whole, cut), 100));
            assertTrue(e.getMessage().contains("cut.png: it is no complete PNG"), e.getMessage());
        }
        OutputException missing = assertThrows(
                OutputException.class,
                () -> PngWriter.writeAnimation(folder.resolve("all.png"), List.of(folder.resolve("gone.png")), 100));
        assertTrue(missing.getMessage().contains("gone.png"), missing.getMessage());
    }

    @Test
    void noClassOfThePackageNeedsTheDesktop() throws Exception {
        Path classes = Path.of(PngWriter.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("org/parhelion/mesh/io");
        try (Stream<Path> files = Files.list(classes)) {
            List<Path> all = files.filter(f -> f.toString().endsWith(".class")).toList();
            assertTrue(all.size() > 20, "classes looked at: " + all.size());
            for (Path file : all) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse(text.contains("java/awt/") || text.contains("javax/imageio/"), file.toString());
            }
        }
    }

    @Test
    void pixelsMustFillThePicture() {
        assertThrows(IllegalArgumentException.class, () -> PngImage.rgb(4, 4, new byte[16]));
        assertThrows(IllegalArgumentException.class, () -> PngImage.indexed(4, 4, new byte[16], new int[257]));
        assertThrows(IllegalArgumentException.class, () -> PngImage.rgb(0, 4, new byte[0]));
    }

    private static PngImage indexed(int width, int height, int seed) {
        return PngImage.indexed(width, height, random(width * height, PALETTE.length, seed), PALETTE);
    }

    private static byte[] random(int count, int below, int seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) random.nextInt(below);
        }
        return bytes;
    }
}
