package org.parhelion.mesh.io;

/** Draws a plane in colours: title, frame with ticks, colour bar at the right or, for flat strips, below. */
final class PlanePicture {
    /** From this length on letters are doubled. */
    private static final int LARGE_PLOT = 800;

    private static final int LOWEST_FOR_BAR_AT_RIGHT = 150;
    private static final int NARROWEST_FOR_ONE_LINE = 380;

    private static final int MARGIN = 10;
    private static final int TICK = 4;
    private static final int PAD = 3;
    private static final int LINE = BitmapFont.HEIGHT;
    private static final int BAR_GAP = 16;
    private static final int BAR = 14;

    /** Room for the labels of any colour bar, so that all pictures of a run have one size. */
    private static final int BAR_LABELS = 48;

    private final PlaneSampling sampling;
    private final ValueRange range;
    private final Caption caption;
    private final boolean allFinite;
    private final Canvas canvas;
    private final int scale;
    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private final boolean barAtRight;
    private final boolean oneLine;
    private final int sheetWidth;
    private final TickLabels across;
    private final TickLabels up;

    private PlanePicture(
            PlaneSampling sampling, ValueRange range, boolean allFinite, Caption caption, PictureStyle style) {
        this.sampling = sampling;
        this.range = range;
        this.caption = caption;
        this.allFinite = allFinite;
        width = sampling.horizontal().pixels();
        height = sampling.vertical().pixels();
        scale = Math.max(width, height) >= LARGE_PLOT ? 2 : 1;
        barAtRight = height >= LOWEST_FOR_BAR_AT_RIGHT * scale;
        across = Ruler.fitting(sampling.horizontal().axis(), width, scale, true);
        up = Ruler.fitting(sampling.vertical().axis(), height, scale, false);
        left = s(MARGIN + LINE + PAD) + Ruler.widest(up, scale) + s(PAD + TICK);
        int right = barAtRight ? s(BAR_GAP + BAR + TICK + PAD + BAR_LABELS + MARGIN) : s(MARGIN + 24);
        sheetWidth = left + width + right;
        oneLine = sheetWidth >= s(NARROWEST_FOR_ONE_LINE);
        top = s(MARGIN + LINE + (oneLine ? 0 : LINE + PAD) + MARGIN + LINE);
        int below = s(TICK + PAD + LINE + PAD + LINE + MARGIN);
        int barBelow = barAtRight ? 0 : s(BAR + TICK + PAD + LINE + 2 * PAD);
        canvas = Canvas.withColours(sheetWidth, top + height + below + barBelow, style.map());
    }

    static PngImage draw(
            PlaneSampling sampling, double[] samples, Extremes extremes, Caption caption, PictureStyle style) {
        ValueRange range =
                style.range().orElseGet(() -> ValueRange.covering(extremes.minimum(), extremes.maximum(), style.map()));
        PlanePicture picture = new PlanePicture(sampling, range, extremes.allFinite(), caption, style);
        picture.drawTitle();
        picture.drawValues(samples);
        picture.drawAxes();
        if (picture.barAtRight) {
            picture.drawBarAtRight();
        } else {
            picture.drawBarBelow();
        }
        return picture.canvas.image();
    }

    private int s(int pixels) {
        return pixels * scale;
    }

    private void drawTitle() {
        Ruler.title(canvas, caption, s(MARGIN), sheetWidth - s(MARGIN), s(MARGIN), scale, oneLine);
    }

    private void drawValues(double[] samples) {
        int columns = sampling.horizontal().points().length;
        int[] column = sampling.horizontal().shown();
        int[] row = sampling.vertical().shown();
        for (int p = 0; p < height; p++) {
            int y = top + height - 1 - p;
            for (int x = 0; x < width; x++) {
                canvas.set(left + x, y, level(samples[row[p] * columns + column[x]]));
            }
        }
    }

    private int level(double value) {
        if (!Double.isFinite(value)) {
            return Canvas.NOT_FINITE;
        }
        return (int) Math.min(Canvas.LEVELS - 1, Math.max(0, range.fraction(value) * Canvas.LEVELS));
    }

    private void drawAxes() {
        canvas.frame(left, top, width, height, scale, Canvas.INK);
        int bottom = top + height + scale;
        for (int n = 0; n < across.values().length; n++) {
            int x = left + Ruler.place(sampling.horizontal(), across.values()[n]);
            canvas.fill(x - scale / 2, bottom, scale, s(TICK), Canvas.INK);
            canvas.textAround(across.texts()[n], x, bottom + s(TICK + PAD), scale, Canvas.INK);
        }
        String name = (sampling.horizontal().axis().name() + "  " + across.note()).strip();
        canvas.textAround(name, left + width / 2, nameRow(), scale, Canvas.INK);
        for (int n = 0; n < up.values().length; n++) {
            int y = top + height - 1 - Ruler.place(sampling.vertical(), up.values()[n]);
            canvas.fill(left - scale - s(TICK), y - scale / 2, s(TICK), scale, Canvas.INK);
            int textY = y - s(BitmapFont.ASCENT) / 2;
            canvas.textLeftOf(up.texts()[n], left - scale - s(TICK + PAD), textY, scale, Canvas.INK);
        }
        canvas.text(sampling.vertical().axis().name(), s(MARGIN), top + (height - s(LINE)) / 2, scale, Canvas.INK);
        canvas.text(up.note(), s(MARGIN), top - s(LINE + PAD), scale, Canvas.SOFT_INK);
    }

    /** Where the horizontal axis's name stands: below its numbers. */
    private int nameRow() {
        return top + height + scale + s(TICK + PAD + LINE + PAD);
    }

    private void drawBarAtRight() {
        int x = left + width + s(BAR_GAP);
        for (int p = 0; p < height; p++) {
            int level = (int) ((p + 0.5) / height * Canvas.LEVELS);
            canvas.fill(x, top + height - 1 - p, s(BAR), 1, level);
        }
        canvas.frame(x, top, s(BAR), height, scale, Canvas.INK);
        TickLabels ticks = Ruler.fitting(range.low(), range.high(), height, scale, false);
        int end = x + s(BAR) + scale;
        for (int n = 0; n < ticks.values().length; n++) {
            int y = top + height - 1 - Ruler.place(range, ticks.values()[n], height);
            canvas.fill(end, y - scale / 2, s(TICK), scale, Canvas.INK);
            int textY = y - s(BitmapFont.ASCENT) / 2;
            canvas.text(ticks.texts()[n], end + s(TICK + PAD), textY, scale, Canvas.INK);
        }
        canvas.textLeftOf(ticks.note(), sheetWidth - s(MARGIN), top - s(LINE + PAD), scale, Canvas.SOFT_INK);
        drawNotFinite(x, nameRow());
    }

    private void drawBarBelow() {
        int y = nameRow() + s(LINE + 2 * PAD);
        for (int p = 0; p < width; p++) {
            canvas.fill(left + p, y, 1, s(BAR), (int) ((p + 0.5) / width * Canvas.LEVELS));
        }
        canvas.frame(left, y, width, s(BAR), scale, Canvas.INK);
        TickLabels ticks = Ruler.fitting(range.low(), range.high(), width, scale, true);
        int end = y + s(BAR) + scale;
        for (int n = 0; n < ticks.values().length; n++) {
            int x = left + Ruler.place(range, ticks.values()[n], width);
            canvas.fill(x - scale / 2, end, scale, s(TICK), Canvas.INK);
            canvas.textAround(ticks.texts()[n], x, end + s(TICK + PAD), scale, Canvas.INK);
        }
        canvas.textLeftOf(ticks.note(), left + width, nameRow(), scale, Canvas.SOFT_INK);
        drawNotFinite(left, nameRow());
    }

    /** A patch of the colour that stands for NaN and infinity, if there are such values. */
    private void drawNotFinite(int x, int y) {
        if (!allFinite) {
            canvas.fill(x, y, s(BitmapFont.ASCENT), s(BitmapFont.ASCENT), Canvas.NOT_FINITE);
            canvas.frame(x, y, s(BitmapFont.ASCENT), s(BitmapFont.ASCENT), scale, Canvas.INK);
            canvas.text("not finite", x + s(BitmapFont.ASCENT + 2 * PAD), y, scale, Canvas.INK);
        }
    }
}
