package org.parhelion.mesh.io;

import java.util.List;
import org.parhelion.mesh.IndexBox;

/**
 * Several curves of positive numbers over their index, on a logarithmic scale, with a legend: how iterations converge.
 *
 * <pre>{@code
 * PngWriter.write(target, LogChart.draw(new Caption("Poisson", "64³"), "step", List.of(new LogChart.Curve("CG", residuals))));
 * }</pre>
 */
public final class LogChart {
    /** The colours of M. Okabe, K. Ito, Color Universal Design (2008), that stand out from white paper. */
    private static final int[] COLOURS = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000, 0x8A6D3B
    };

    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    private static final int MARGIN = 10;
    private static final int TICK = 4;
    private static final int PAD = 3;
    private static final int LINE = BitmapFont.HEIGHT;
    private static final int LABELS = 40;
    private static final int LEFT = MARGIN + LABELS + PAD + TICK;
    private static final int TOP = MARGIN + LINE + MARGIN;
    private static final int SHEET_WIDTH = LEFT + WIDTH + 24;
    private static final int SHEET_HEIGHT = TOP + HEIGHT + TICK + PAD + LINE + PAD + LINE + MARGIN;
    private static final IndexBox PLOT = new IndexBox(LEFT, LEFT + WIDTH, TOP, TOP + HEIGHT, 0, 1);
    private static final double HALF_THICKNESS = 0.8;
    private static final int MOST_DECADES_LABELLED = 12;
    private static final int SAMPLE = 22;
    private static final int ROW = LINE + 4;

    private final Canvas canvas = Canvas.withLines(SHEET_WIDTH, SHEET_HEIGHT, COLOURS);
    private final int last;
    private final int low;
    private final int high;

    /**
     * @param name what the legend says
     * @param values at indices 0, 1, …; what is not positive and finite is left out
     */
    @SuppressWarnings("ArrayRecordComponent") // drawn at once, never compared
    public record Curve(String name, double[] values) {}

    private LogChart(int last, int low, int high) {
        this.last = last;
        this.low = low;
        this.high = high;
    }

    /** Most curves of one chart. */
    public static int mostCurves() {
        return COLOURS.length;
    }

    /**
     * @param across what is counted along the lower edge
     * @param curves 1 to {@link #mostCurves}
     */
    public static PngImage draw(Caption caption, String across, List<Curve> curves) {
        if (curves.isEmpty() || curves.size() > COLOURS.length) {
            throw new IllegalArgumentException(
                    "a chart of " + curves.size() + " curves; 1 to " + COLOURS.length + " are allowed");
        }
        int last = 1;
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (Curve curve : curves) {
            last = Math.max(last, curve.values().length - 1);
            for (double value : curve.values()) {
                if (isDrawn(value)) {
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
            }
        }
        int low = most == 0 ? -1 : (int) Math.floor(Math.log10(least));
        int high = most == 0 ? 0 : Math.max(low + 1, (int) Math.ceil(Math.log10(most)));
        LogChart chart = new LogChart(last, low, high);
        Ruler.title(chart.canvas, caption, MARGIN, SHEET_WIDTH - MARGIN, MARGIN, 1, true);
        chart.drawAxes(across);
        for (int n = 0; n < curves.size(); n++) {
            chart.drawCurve(curves.get(n).values(), n);
        }
        chart.canvas.frame(LEFT, TOP, WIDTH, HEIGHT, 1, Canvas.INK);
        chart.drawLegend(curves);
        return chart.canvas.image();
    }

    private static boolean isDrawn(double value) {
        return value > 0 && value < Double.POSITIVE_INFINITY;
    }

    private double x(double index) {
        return LEFT + index / last * WIDTH;
    }

    private double y(double value) {
        return yOfExponent(Math.log10(value));
    }

    private double yOfExponent(double exponent) {
        return TOP + HEIGHT * (high - exponent) / (high - low);
    }

    private void drawAxes(String across) {
        TickLabels ticks = Ruler.fitting(0, last, WIDTH, 1, true);
        int bottom = TOP + HEIGHT + 1;
        for (int n = 0; n < ticks.values().length; n++) {
            int x = Math.min(LEFT + WIDTH - 1, (int) x(ticks.values()[n]));
            canvas.fill(x, TOP, 1, HEIGHT, Canvas.GRID);
            canvas.fill(x, bottom, 1, TICK, Canvas.INK);
            canvas.textAround(ticks.texts()[n], x, bottom + TICK + PAD, 1, Canvas.INK);
        }
        int step = (high - low + MOST_DECADES_LABELLED - 1) / MOST_DECADES_LABELLED;
        for (int exponent = -Math.floorDiv(-low, step) * step; exponent <= high; exponent += step) {
            int y = Math.min(TOP + HEIGHT - 1, (int) yOfExponent(exponent));
            canvas.fill(LEFT, y, WIDTH, 1, Canvas.GRID);
            canvas.fill(LEFT - 1 - TICK, y, TICK, 1, Canvas.INK);
            String text = exponent == 0 ? "1" : "1e" + String.valueOf(exponent).replace('-', '−');
            canvas.textLeftOf(text, LEFT - 1 - TICK - PAD, y - BitmapFont.ASCENT / 2, 1, Canvas.INK);
        }
        String name = (across + "  " + ticks.note()).strip();
        canvas.textAround(name, LEFT + WIDTH / 2, bottom + TICK + PAD + LINE + PAD, 1, Canvas.INK);
    }

    private void drawCurve(double[] values, int colour) {
        for (int n = 0; n < values.length; n++) {
            if (isDrawn(values[n])) {
                int next = n + 1 < values.length && isDrawn(values[n + 1]) ? n + 1 : n;
                canvas.segment(PLOT, x(n), y(values[n]), x(next), y(values[next]), HALF_THICKNESS, colour);
            }
        }
    }

    /** In the corner that falling curves leave free. */
    private void drawLegend(List<Curve> curves) {
        int widest = 0;
        for (Curve curve : curves) {
            widest = Math.max(widest, BitmapFont.width(named(curve), 1));
        }
        int width = SAMPLE + 3 * PAD + PAD + widest;
        int height = ROW * curves.size() + PAD;
        int left = LEFT + WIDTH - MARGIN - width;
        int top = TOP + MARGIN;
        canvas.frame(left, top, width, height, 1, Canvas.GRID);
        canvas.fill(left, top, width, height, Canvas.PAPER);
        for (int n = 0; n < curves.size(); n++) {
            int y = top + PAD + n * ROW;
            double middle = y + BitmapFont.ASCENT / 2 + 0.5; // of a pixel
            canvas.segment(PLOT, left + PAD + 1, middle, left + PAD + SAMPLE - 1, middle, HALF_THICKNESS, n);
            canvas.text(named(curves.get(n)), left + PAD + SAMPLE + PAD, y, 1, Canvas.INK);
        }
    }

    private static String named(Curve curve) {
        return BitmapFont.fitted(curve.name(), WIDTH / 2, 1);
    }
}
