package org.parhelion.mesh.stencil;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;

/**
 * Million points a second of four kernels, best sweep by the thread's processor time; to be run by hand.
 *
 * <p>Arguments: {@code heat7|star13|box27|grayscott SIZE SECONDS}. Halos are kept current, so that only kernels count.
 */
final class KernelBenchmark {
    private KernelBenchmark() {}

    public static void main(String[] args) {
        Parallel.threads(1, (world, rest) -> measure(world, args[0], Integer.parseInt(args[1]), args[2]));
    }

    private static void measure(Communicator world, String name, int size, String seconds) {
        boolean flat = name.equals("grayscott");
        CartesianGrid grid = flat ? CartesianGrid.of(world, size, size) : CartesianGrid.of(world, size, size, size);
        List<Field> now = new ArrayList<>();
        List<Field> next = new ArrayList<>();
        for (String field : flat ? List.of("u", "v") : List.of("u")) {
            now.add(grid.field(field));
            next.add(grid.field("next " + field));
            now.get(now.size() - 1).fill((x, y, z) -> 0.3 + 0.1 * Math.sin(7 * x + 5 * y + 3 * z));
        }
        List<Expr> values = flat ? grayScott(now.get(0), now.get(1)) : List.of(linear(name, now.get(0)));
        List<Assignment> assignments = new ArrayList<>();
        for (int n = 0; n < values.size(); n++) {
            assignments.add(Kernel.assign(next.get(n), values.get(n)));
        }
        try (Kernel kernel = Kernel.of(assignments.toArray(Assignment[]::new))) {
            kernel.run();
            double points = Math.pow(size, flat ? 2 : 3);
            double best = best(kernel, points, (long) (Double.parseDouble(seconds) * 1e9));
            System.out.printf("%.1f  %s%n", 1e3 * points / best, kernel.report());
        }
    }

    private static double best(Kernel kernel, double points, long nanos) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int repeats = points < 3e5 ? 20 : 1;
        double best = Double.POSITIVE_INFINITY;
        long end = threads.getCurrentThreadCpuTime() + nanos;
        while (threads.getCurrentThreadCpuTime() < end) {
            long start = threads.getCurrentThreadCpuTime();
            for (int n = 0; n < repeats; n++) {
                kernel.run();
            }
            best = Math.min(best, (double) (threads.getCurrentThreadCpuTime() - start) / repeats);
        }
        return best;
    }

    private static Expr linear(String name, Field u) {
        double h = u.grid().spacing(Axis.X);
        return switch (name) {
            case "heat7" -> u.plus(new Expr.Laplacian(u.expr(), 2).times(0.1 * h * h));
            case "star13" -> u.plus(new Expr.Laplacian(u.expr(), 4).times(0.1 * h * h));
            case "box27" -> box(u);
            default -> throw new IllegalArgumentException("no kernel " + name);
        };
    }

    private static Expr box(Field u) {
        double[] weights = {0.5, 0.05, 0.01, 0.005};
        Expr[] sums = new Expr[weights.length];
        for (int k = -1; k <= 1; k++) {
            for (int j = -1; j <= 1; j++) {
                for (int i = -1; i <= 1; i++) {
                    int distance = Math.abs(i) + Math.abs(j) + Math.abs(k);
                    Expr point = u.shift(i, j, k);
                    sums[distance] = sums[distance] == null ? point : sums[distance].plus(point);
                }
            }
        }
        Expr total = sums[0].times(weights[0]);
        for (int n = 1; n < weights.length; n++) {
            total = total.plus(sums[n].times(weights[n]));
        }
        return total;
    }

    private static List<Expr> grayScott(Field u, Field v) {
        double h = u.grid().spacing(Axis.X);
        Expr reaction = u.times(v).times(v);
        Expr rateU = new Expr.Laplacian(u.expr(), 2)
                .times(0.2 * h * h)
                .minus(reaction)
                .plus(Expr.constant(1).minus(u).times(0.0367));
        Expr rateV = new Expr.Laplacian(v.expr(), 2)
                .times(0.1 * h * h)
                .plus(reaction)
                .minus(v.times(0.0367 + 0.0649));
        return List.of(u.plus(rateU.times(0.5)), v.plus(rateV.times(0.5)));
    }
}
