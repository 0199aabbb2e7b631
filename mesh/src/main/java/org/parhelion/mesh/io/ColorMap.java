package org.parhelion.mesh.io;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Colours for values: perceptually uniform, so that equal steps in value look like equal steps in colour. */
public final class ColorMap {
    /** Dark blue over green to yellow; the default. */
    public static final ColorMap VIRIDIS = new ColorMap("viridis", ViridisTable.colours(), false);

    /** Blue over white to red, for values on both sides of zero. */
    public static final ColorMap COOLWARM = new ColorMap("coolwarm", DivergingColours.coolWarm(257), true);

    /** Black to white. */
    public static final ColorMap GRAY = new ColorMap("gray", grays(), false);

    /** Colour of what is not a finite number: no map contains it. */
    public static final int NOT_FINITE = 0xFF00FF;

    private static final List<ColorMap> ALL = List.of(VIRIDIS, COOLWARM, GRAY);

    private final String name;
    private final int[] colours;
    private final boolean diverging;

    private ColorMap(String name, int[] colours, boolean diverging) {
        this.name = name;
        this.colours = colours;
        this.diverging = diverging;
    }

    /**
     * A map by its name.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists the known ones
     */
    public static ColorMap named(String name) {
        String wanted =
                name.strip().toLowerCase(Locale.ROOT).replace("grey", "gray").replace("grayscale", "gray");
        for (ColorMap map : ALL) {
            if (map.name.equals(wanted)) {
                return map;
            }
        }
        throw new IllegalArgumentException(
                "unknown colour map '" + name + "'; known are " + String.join(", ", names()));
    }

    /** Names of all maps. */
    public static List<String> names() {
        return ALL.stream().map(ColorMap::name).collect(Collectors.toUnmodifiableList());
    }

    public String name() {
        return name;
    }

    /** Whether the middle of the map marks a neutral value: automatic ranges around zero are then symmetric. */
    public boolean isDiverging() {
        return diverging;
    }

    /**
     * Colour {@code 0xRRGGBB} at a fraction of the range, interpolated linearly; clipped to 0 and 1.
     *
     * @param fraction 0 for the lowest value, 1 for the highest; {@link #NOT_FINITE} is returned for NaN
     */
    public int rgb(double fraction) {
        if (Double.isNaN(fraction)) {
            return NOT_FINITE;
        }
        double at = Math.min(1, Math.max(0, fraction)) * (colours.length - 1);
        int below = Math.min((int) at, colours.length - 2);
        return blend(colours[below], colours[below + 1], at - below);
    }

    /** The colour that lies this part of the way from one to another. */
    static int blend(int from, int to, double part) {
        int rgb = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int a = from >> shift & 0xFF;
            int b = to >> shift & 0xFF;
            rgb |= (int) Math.round(a + part * (b - a)) << shift;
        }
        return rgb;
    }

    private static int[] grays() {
        return new int[] {0x000000, 0xFFFFFF};
    }

    @Override
    public String toString() {
        return name;
    }
}
