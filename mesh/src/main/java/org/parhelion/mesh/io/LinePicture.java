package org.parhelion.mesh.io;

import org.parhelion.mesh.IndexBox;

/** Draws values along a line as a smooth-edged curve over a light grid. */
final class LinePicture {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 320;
    private static final int MARGIN = 10;
    private static final int TICK = 4;
    private static final int PAD = 3;
    private static final int LINE = BitmapFont.HEIGHT;

    /** Room for the labels of any range, so that all pictures of a run have one size. */
    private static final int LABELS = 44;

    private static final int LEFT = MARGIN + LABELS + PAD + TICK;
    private static final int TOP = MARGIN + LINE + MARGIN + LINE;
    private static final int SHEET_WIDTH = LEFT + WIDTH + 24;
    private static final int SHEET_HEIGHT = TOP + HEIGHT + TICK + PAD + LINE + PAD + LINE + MARGIN;
    private static final int CURVE_COLOUR = 0x1F5FA8;
    private static final double HALF_THICKNESS = 0.9;
    private static final double HEADROOM = 0.05;

    /** More points than this are thinned out. */
    private static final int MOST_POINTS = 4 * WIDTH;

    private static final IndexBox PLOT = new IndexBox(LEFT, LEFT + WIDTH, TOP, TOP + HEIGHT, 0, 1);

    private final Canvas canvas = Canvas.withLines(SHEET_WIDTH, SHEET_HEIGHT, CURVE_COLOUR);
    private final PictureAxis axis;
    private final ValueRange range;

    private LinePicture(PictureAxis axis, ValueRange range) {
        this.axis = axis;
        this.range = range;
    }

    /** Indices of the points that are drawn: all, or every so many and the last. */
    static int[] points(PictureAxis axis) {
        int stride = (axis.points() + MOST_POINTS - 1) / MOST_POINTS;
        int count = (axis.points() - 1 + stride - 1) / stride + 1;
        int[] points = new int[count];
        for (int n = 0; n < count; n++) {
            points[n] = Math.min(n * stride, axis.points() - 1);
        }
        return points;
    }

    static PngImage draw(
            PictureAxis axis, int[] points, double[] samples, Extremes extremes, Caption caption, PictureStyle style) {
        ValueRange range = style.range()
                .orElseGet(() -> padded(ValueRange.covering(extremes.minimum(), extremes.maximum(), ColorMap.VIRIDIS)));
        LinePicture picture = new LinePicture(axis, range);
        Ruler.title(picture.canvas, caption, MARGIN, SHEET_WIDTH - MARGIN, MARGIN, 1, true);
        picture.drawAxes();
        picture.drawCurve(points, samples);
        picture.canvas.frame(LEFT, TOP, WIDTH, HEIGHT, 1, Canvas.INK);
        if (!extremes.allFinite()) {
            picture.canvas.textLeftOf("some values are not finite", LEFT + WIDTH, TOP - LINE - PAD, 1, Canvas.SOFT_INK);
        }
        return picture.canvas.image();
    }

    private static ValueRange padded(ValueRange range) {
        double room = HEADROOM * (range.high() - range.low());
        return new ValueRange(range.low() - room, range.high() + room);
    }

    private double x(double coordinate) {
        return LEFT + (coordinate - axis.low()) / axis.length() * WIDTH;
    }

    private double y(double value) {
        return TOP + HEIGHT - range.fraction(value) * HEIGHT;
    }

    private void drawAxes() {
        TickLabels across = Ruler.fitting(axis, WIDTH, 1, true);
        TickLabels up = Ruler.fitting(range.low(), range.high(), HEIGHT, 1, false);
        int bottom = TOP + HEIGHT + 1;
        for (int n = 0; n < across.values().length; n++) {
            int x = Math.min(LEFT + WIDTH - 1, (int) x(across.values()[n]));
            canvas.fill(x, TOP, 1, HEIGHT, Canvas.GRID);
            canvas.fill(x, bottom, 1, TICK, Canvas.INK);
            canvas.textAround(across.texts()[n], x, bottom + TICK + PAD, 1, Canvas.INK);
        }
        for (int n = 0; n < up.values().length; n++) {
            int y = Math.min(TOP + HEIGHT - 1, (int) y(up.values()[n]));
            canvas.fill(LEFT, y, WIDTH, 1, Canvas.GRID);
            canvas.fill(LEFT - 1 - TICK, y, TICK, 1, Canvas.INK);
            canvas.textLeftOf(up.texts()[n], LEFT - 1 - TICK - PAD, y - BitmapFont.ASCENT / 2, 1, Canvas.INK);
        }
        String name = (axis.name() + "  " + across.note()).strip();
        canvas.textAround(name, LEFT + WIDTH / 2, bottom + TICK + PAD + LINE + PAD, 1, Canvas.INK);
        canvas.text(up.note(), MARGIN, TOP - LINE - PAD, 1, Canvas.SOFT_INK);
    }

    private void drawCurve(int[] points, double[] samples) {
        for (int n = 0; n < samples.length; n++) {
            if (!Double.isFinite(samples[n])) {
                continue;
            }
            int next = n + 1 < samples.length && Double.isFinite(samples[n + 1]) ? n + 1 : n;
            double fromY = clampY(y(samples[n]));
            double toY = clampY(y(samples[next]));
            canvas.segment(PLOT, pointX(points[n]), fromY, pointX(points[next]), toY, HALF_THICKNESS, 0);
        }
    }

    private double pointX(int point) {
        return x(0.5 * (axis.edges()[point] + axis.edges()[point + 1]));
    }

    /** Keeps a point that a fixed range puts far outside from costing time. */
    private static double clampY(double y) {
        return Math.min(TOP + HEIGHT + 1e4, Math.max(TOP - 1e4, y));
    }
}
