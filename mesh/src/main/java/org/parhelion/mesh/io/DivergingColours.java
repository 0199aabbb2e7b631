package org.parhelion.mesh.io;

/**
 * Diverging colours through white along straight lines in Msh, the polar form of CIELAB.
 *
 * <p>Source: K. Moreland, Diverging Color Maps for Scientific Visualization, ISVC 2009, LNCS 5876, section 5 and
 * figure 5; D65 white.
 */
final class DivergingColours {
    private static final double[] WHITE = {0.95047, 1.0, 1.08883};
    private static final double MIDDLE_MAGNITUDE = 88;

    private DivergingColours() {}

    /** The map that ParaView calls "cool to warm". */
    static int[] coolWarm(int count) {
        double[] cool = msh(59, 76, 192);
        double[] warm = msh(180, 4, 38);
        double middle = Math.max(Math.max(cool[0], warm[0]), MIDDLE_MAGNITUDE);
        int[] rgb = new int[count];
        for (int i = 0; i < count; i++) {
            double f = i / (count - 1.0);
            double[] end = f < 0.5 ? cool : warm;
            double[] white = {middle, 0, adjustedHue(end, middle)};
            double w = f < 0.5 ? 2 * f : 2 - 2 * f; // 0 at the end, 1 at white
            double[] colour = new double[3];
            for (int c = 0; c < 3; c++) {
                colour[c] = (1 - w) * end[c] + w * white[c];
            }
            rgb[i] = rgb(colour);
        }
        return rgb;
    }

    /** Hue at the unsaturated point so that the path stays perceptually uniform (figure 5, AdjustHue). */
    private static double adjustedHue(double[] saturated, double magnitude) {
        if (saturated[0] >= magnitude) {
            return saturated[2];
        }
        double spin = saturated[1]
                * Math.sqrt(magnitude * magnitude - saturated[0] * saturated[0])
                / (saturated[0] * Math.sin(saturated[1]));
        return saturated[2] > -Math.PI / 3 ? saturated[2] + spin : saturated[2] - spin;
    }

    private static double[] msh(int red, int green, int blue) {
        double r = linear(red / 255.0);
        double g = linear(green / 255.0);
        double b = linear(blue / 255.0);
        double fx = labCurve((0.4124 * r + 0.3576 * g + 0.1805 * b) / WHITE[0]);
        double fy = labCurve((0.2126 * r + 0.7152 * g + 0.0722 * b) / WHITE[1]);
        double fz = labCurve((0.0193 * r + 0.1192 * g + 0.9505 * b) / WHITE[2]);
        double lightness = 116 * fy - 16;
        double a = 500 * (fx - fy);
        double bb = 200 * (fy - fz);
        double m = Math.sqrt(lightness * lightness + a * a + bb * bb);
        return new double[] {m, Math.acos(lightness / m), Math.atan2(bb, a)};
    }

    private static int rgb(double[] msh) {
        double lightness = msh[0] * Math.cos(msh[1]);
        double fy = (lightness + 16) / 116;
        double x = WHITE[0] * labCurveInverse(fy + msh[0] * Math.sin(msh[1]) * Math.cos(msh[2]) / 500);
        double y = WHITE[1] * labCurveInverse(fy);
        double z = WHITE[2] * labCurveInverse(fy - msh[0] * Math.sin(msh[1]) * Math.sin(msh[2]) / 200);
        return byteOf(3.2406 * x - 1.5372 * y - 0.4986 * z) << 16
                | byteOf(-0.9689 * x + 1.8758 * y + 0.0415 * z) << 8
                | byteOf(0.0557 * x - 0.2040 * y + 1.0570 * z);
    }

    private static double linear(double srgb) {
        return srgb <= 0.04045 ? srgb / 12.92 : Math.pow((srgb + 0.055) / 1.055, 2.4);
    }

    private static int byteOf(double linear) {
        double srgb = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * Math.min(1, Math.max(0, srgb)));
    }

    private static double labCurve(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
    }

    private static double labCurveInverse(double f) {
        return f > 0.20689 ? f * f * f : (f - 16.0 / 116) / 7.787;
    }
}
