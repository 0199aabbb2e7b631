package org.parhelion.mesh.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Letters as small bitmaps, read from {@code glyphs.txt}: capitals are 8 pixels high, letters hang down by up to 2.
 * Doubled letters have their stairs smoothed by Scale2x (A. Mazzoleni, 2001).
 */
final class BitmapFont {
    /** Height of capitals and digits at scale 1. */
    static final int ASCENT = 8;

    /** Rows of a glyph at scale 1. */
    static final int HEIGHT = 10;

    private static final int SPACE = 3;
    private static final int GAP = 1;
    private static final char MISSING = '\ufffd';
    private static final Map<Character, boolean[][]> GLYPHS = read();

    private BitmapFont() {}

    /** Pixels from the left of the first letter to the right of the last. */
    static int width(String text, int scale) {
        int width = 0;
        String drawn = drawable(text);
        for (int n = 0; n < drawn.length(); n++) {
            width += advance(drawn.charAt(n));
        }
        return Math.max(0, width - GAP) * scale;
    }

    /** The text, cut with an ellipsis so that it is at most this wide. */
    static String fitted(String text, int width, int scale) {
        if (width(text, scale) <= width) {
            return text;
        }
        int length = text.length();
        while (length > 0 && width(text.substring(0, length) + "…", scale) > width) {
            length--;
        }
        return length == 0 ? "" : text.substring(0, length).stripTrailing() + "…";
    }

    /** Receives the set pixels of a text, relative to the left end of its upper edge. */
    @FunctionalInterface
    interface Pixels {
        void set(int x, int y);
    }

    /** @param spacing further pixels between two letters */
    static void draw(String text, int scale, int spacing, Pixels pixels) {
        int x = 0;
        String drawn = drawable(text);
        for (int n = 0; n < drawn.length(); n++) {
            char letter = drawn.charAt(n);
            boolean[][] glyph = letter == ' ' ? new boolean[0][] : scaled(glyph(letter), scale);
            for (int row = 0; row < glyph.length; row++) {
                for (int column = 0; column < glyph[row].length; column++) {
                    if (glyph[row][column]) {
                        pixels.set(x + column, row);
                    }
                }
            }
            x += advance(letter) * scale + spacing;
        }
    }

    private static int advance(char letter) {
        return (letter == ' ' ? SPACE : glyph(letter)[0].length) + GAP;
    }

    private static boolean[][] glyph(char letter) {
        boolean[][] glyph = GLYPHS.get(letter);
        return glyph != null ? glyph : GLYPHS.get(MISSING);
    }

    /** The text without accents, where the font has no letter with the accent. */
    private static String drawable(String text) {
        StringBuilder drawn = new StringBuilder();
        text.codePoints().forEach(point -> {
            String letter = Character.toString(point);
            if (point != ' ' && (point > 0xFFFF || !GLYPHS.containsKey((char) point))) {
                letter = Normalizer.normalize(letter, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
            }
            boolean known = letter.chars().allMatch(c -> c == ' ' || GLYPHS.containsKey((char) c));
            drawn.append(known ? letter : MISSING);
        });
        return drawn.toString();
    }

    private static boolean[][] scaled(boolean[][] glyph, int scale) {
        boolean[][] result = glyph;
        for (int s = 1; s < scale; s *= 2) {
            result = doubled(result);
        }
        return result;
    }

    /** Each pixel becomes four; a corner takes the colour of the two neighbours it touches, if only they agree. */
    private static boolean[][] doubled(boolean[][] glyph) {
        int height = glyph.length;
        int width = glyph[0].length;
        boolean[][] twice = new boolean[2 * height][2 * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean here = glyph[y][x];
                boolean up = y > 0 && glyph[y - 1][x];
                boolean down = y + 1 < height && glyph[y + 1][x];
                boolean left = x > 0 && glyph[y][x - 1];
                boolean right = x + 1 < width && glyph[y][x + 1];
                boolean edge = up != down && left != right;
                twice[2 * y][2 * x] = (edge && left == up) ? left : here;
                twice[2 * y][2 * x + 1] = (edge && up == right) ? right : here;
                twice[2 * y + 1][2 * x] = (edge && left == down) ? left : here;
                twice[2 * y + 1][2 * x + 1] = (edge && down == right) ? right : here;
            }
        }
        return twice;
    }

    private static Map<Character, boolean[][]> read() {
        try (InputStream in = BitmapFont.class.getResourceAsStream("glyphs.txt")) {
            String[] blocks = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split("\n\n", -1);
            Map<Character, boolean[][]> glyphs = new HashMap<>();
            for (int b = 1; b < blocks.length; b++) {
                readBlock(blocks[b].split("\n", -1), glyphs);
            }
            return glyphs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readBlock(String[] lines, Map<Character, boolean[][]> glyphs) {
        String[] letters = lines[0].split(" ", -1);
        for (int n = 0; n < letters.length; n++) {
            boolean[][] glyph = new boolean[HEIGHT][];
            for (int row = 0; row < HEIGHT; row++) {
                String pixels = lines[row + 1].split(" ", -1)[n];
                glyph[row] = new boolean[pixels.length()];
                for (int column = 0; column < pixels.length(); column++) {
                    glyph[row][column] = pixels.charAt(column) == '#';
                }
            }
            glyphs.put(letters[n].charAt(0), glyph);
        }
    }
}
