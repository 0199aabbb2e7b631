package org.parhelion.mesh.io;

/** Chooses ticks whose labels do not touch, and says where they go. */
final class Ruler {
    private static final int APART_ACROSS = 14;
    private static final int APART_UP = 26;

    private Ruler() {}

    static TickLabels fitting(PictureAxis axis, int pixels, int scale, boolean horizontal) {
        return fitting(axis.low(), axis.high(), pixels, scale, horizontal);
    }

    /** As many ticks as have room on so many pixels. */
    static TickLabels fitting(double low, double high, int pixels, int scale, boolean horizontal) {
        int most = Math.min(10, Math.max(1, pixels / ((horizontal ? 40 : BitmapFont.HEIGHT + APART_UP) * scale)));
        TickLabels labels = TickLabels.of(low, high, most);
        while (horizontal && most > 1 && tooDense(labels, (high - low) / pixels, scale)) {
            labels = TickLabels.of(low, high, --most);
        }
        return labels;
    }

    private static boolean tooDense(TickLabels labels, double valuePerPixel, int scale) {
        double[] at = labels.values();
        return at.length > 1 && (at[1] - at[0]) / valuePerPixel < widest(labels, scale) + APART_ACROSS * scale;
    }

    static int widest(TickLabels labels, int scale) {
        int widest = 0;
        for (String text : labels.texts()) {
            widest = Math.max(widest, BitmapFont.width(text, scale));
        }
        return widest;
    }

    /** Pixel of a tick, kept on the plot at its ends. */
    static int place(PixelAxis axis, double coordinate) {
        return Math.min(axis.pixels() - 1, Math.max(0, axis.pixelAt(coordinate)));
    }

    static int place(ValueRange range, double value, int pixels) {
        return Math.min(pixels - 1, Math.max(0, (int) Math.floor(range.fraction(value) * pixels)));
    }

    /** Title in bold at the left, details at the right of the same line or, on a narrow sheet, below. */
    static void title(Canvas canvas, Caption caption, int left, int right, int y, int scale, boolean oneLine) {
        int room = right - left;
        if (!oneLine) {
            canvas.boldText(BitmapFont.fitted(caption.title(), room * 4 / 5, scale), left, y, scale, Canvas.INK);
            int below = y + (BitmapFont.HEIGHT + 3) * scale;
            canvas.text(BitmapFont.fitted(caption.detail(), room, scale), left, below, scale, Canvas.SOFT_INK);
            return;
        }
        String detail = BitmapFont.fitted(caption.detail(), room * 3 / 4, scale);
        int roomForTitle = (room - BitmapFont.width(detail, scale) - 12 * scale) * 4 / 5; // letters are bold
        canvas.boldText(BitmapFont.fitted(caption.title(), roomForTitle, scale), left, y, scale, Canvas.INK);
        canvas.textLeftOf(detail, right, y, scale, Canvas.SOFT_INK);
    }
}
