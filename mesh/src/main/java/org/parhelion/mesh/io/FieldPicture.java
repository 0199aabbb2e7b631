package org.parhelion.mesh.io;

/**
 * Pictures of values on a plane or along a line, with title, axes, ticks and colour bar.
 *
 * <pre>{@code
 * PngImage image = FieldPicture.plane(
 *         values, PictureAxis.uniform("x", 64, 0, 1), PictureAxis.uniform("y", 48, 0, 0.75),
 *         Caption.of("T", time, step), PictureStyle.STANDARD);
 * PngWriter.write(Path.of("T.png"), image);
 * }</pre>
 */
public final class FieldPicture {
    private FieldPicture() {}

    /**
     * A plane in colours.
     *
     * @param values a value for each point, row by row from the bottom up: {@code values[row * columns + column]}
     * @param horizontal the columns
     * @param vertical the rows
     */
    public static PngImage plane(
            double[] values, PictureAxis horizontal, PictureAxis vertical, Caption caption, PictureStyle style) {
        long needed = (long) horizontal.points() * vertical.points();
        if (values.length != needed) {
            throw new IllegalArgumentException(values.length + " values for a picture of " + horizontal.points() + " x "
                    + vertical.points() + " points");
        }
        PlaneSampling sampling = PlaneSampling.of(horizontal, vertical, style.maxPixels());
        int[] columns = sampling.horizontal().points();
        int[] rows = sampling.vertical().points();
        double[] samples = new double[sampling.samples()];
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < columns.length; c++) {
                samples[r * columns.length + c] = values[rows[r] * horizontal.points() + columns[c]];
            }
        }
        return PlanePicture.draw(sampling, samples, Extremes.of(values), caption, style);
    }

    /**
     * Values along a line as a curve.
     *
     * @param values a value for each point, from low to high coordinates
     */
    public static PngImage line(double[] values, PictureAxis axis, Caption caption, PictureStyle style) {
        if (values.length != axis.points()) {
            throw new IllegalArgumentException(values.length + " values for a line of " + axis.points() + " points");
        }
        int[] points = LinePicture.points(axis);
        double[] samples = new double[points.length];
        for (int n = 0; n < points.length; n++) {
            samples[n] = values[points[n]];
        }
        return LinePicture.draw(axis, points, samples, Extremes.of(values), caption, style);
    }
}
