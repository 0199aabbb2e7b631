package org.parhelion.blas;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Measures by hand what the Javadoc of {@link NativeBlas} tells; not a test.
 *
 * <pre>
 * java -cp native/target/classes:native/target/test-classes org.parhelion.blas.BlasProbe gemm 128 512 1024
 * java -XX:+UseSerialGC -Xmx2g -Dparhelion.ranks.here=2 ... org.parhelion.blas.BlasProbe wait 4096
 * </pre>
 */
final class BlasProbe {
    private static volatile boolean ended;
    private static Object kept;

    private BlasProbe() {}

    public static void main(String[] arguments) throws InterruptedException {
        Blas blas = Blas.best().withThreads(Integer.getInteger("threads", 1));
        System.out.println(blas.description());
        for (int i = 1; i < arguments.length; i++) {
            int n = Integer.parseInt(arguments[i]);
            if (arguments[0].equals("gemm")) {
                rates(blas, n);
            } else {
                longestWait(blas, n);
            }
        }
    }

    /** The best of several calls, by the clock and by the thread's time on a processor: the latter bears company. */
    private static void rates(Blas blas, int n) {
        double[] a = new Random(1).doubles((long) n * n).toArray();
        double[] b = new Random(2).doubles((long) n * n).toArray();
        double[] c = new double[n * n];
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        long bestOnProcessor = Long.MAX_VALUE;
        for (int r = 0; r < Math.max(5, 2000 / n); r++) {
            long start = System.nanoTime();
            long startOnProcessor = threads.getCurrentThreadCpuTime();
            multiply(blas, n, a, b, c);
            best = Math.min(best, System.nanoTime() - start);
            bestOnProcessor = Math.min(bestOnProcessor, threads.getCurrentThreadCpuTime() - startOnProcessor);
        }
        double operations = 2.0 * n * n * n;
        System.out.printf(
                Locale.ROOT,
                "dgemm n=%d %.1f GF/s, %.1f on the processor%n",
                n,
                operations / best,
                operations / bestOnProcessor);
    }

    private static void multiply(Blas blas, int n, double[] a, double[] b, double[] c) {
        blas.dgemm(Order.ROW_MAJOR, Transpose.NO, Transpose.NO, n, n, n, 1, a, 0, n, b, 0, n, 0, c, 0, n);
    }

    /** The longest time that another thread's allocation took while a long multiplication ran. */
    private static void longestWait(Blas blas, int n) throws InterruptedException {
        double[] a = new Random(1).doubles((long) n * n).toArray();
        double[] b = a.clone();
        double[] c = new double[n * n];
        long[] longest = new long[1];
        Thread other = new Thread(() -> {
            while (!ended) {
                long start = System.nanoTime();
                kept = new byte[100_000];
                longest[0] = Math.max(longest[0], System.nanoTime() - start);
            }
        });
        System.gc();
        other.start();
        double[] seconds = new double[3];
        for (int r = 0; r < seconds.length; r++) {
            long start = System.nanoTime();
            multiply(blas, n, a, b, c);
            seconds[r] = (System.nanoTime() - start) * 1e-9;
        }
        ended = true;
        other.join();
        System.out.printf(
                Locale.ROOT,
                "n=%d: longest wait %.0f ms, calls %s s%n",
                n,
                longest[0] * 1e-6,
                Arrays.toString(seconds));
    }
}
