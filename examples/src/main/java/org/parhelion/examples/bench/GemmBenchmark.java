package org.parhelion.examples.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.parhelion.blas.Blas;
import org.parhelion.blas.Doubles;
import org.parhelion.blas.Order;
import org.parhelion.blas.Transpose;
import org.parhelion.solvers.simulation.InputException;

/**
 * The product of two square matrices, row-major doubles on the heap: plain loops in Java, EJML, the engine in Java, the native
 * engine on one core and on all, SUMMA on two ranks; beside the native engine's own library called from C.
 */
final class GemmBenchmark implements Benchmark {
    private static final List<Integer> SIZES = List.of(128, 512, 1024, 2048, 4096);
    private static final int ROUNDS = 3;
    private static final int LARGEST_FOR_LOOPS = 1024;
    private static final int LARGEST_FOR_EJML = 2048;
    private static final double SECONDS = 0.5;
    private static final List<String> FLAGS = List.of("-O2", "-Wl,--no-as-needed", "-lopenblas", "-lm");

    @Override
    public String name() {
        return "gemm";
    }

    @Override
    public String summary() {
        return "product of two matrices: plain Java, EJML, our engines, SUMMA, beside OpenBLAS called from C";
    }

    @Override
    public Report run(BenchSettings settings) {
        List<Integer> sizes =
                settings.size().isPresent() ? List.of(settings.size().getAsInt()) : SIZES;
        int rounds = settings.rounds().orElse(ROUNDS);
        int cores = Runtime.getRuntime().availableProcessors();
        Report report = new Report(
                "gemm, GF/s",
                "loops",
                "ejml",
                "vector",
                "native, 1 core",
                "c",
                "ratio",
                "goal",
                "native, " + cores + " cores",
                "c",
                "ratio",
                "goal",
                "summa, 2 ranks");
        Optional<NativeProgram> peer = NativeProgram.compileOrSay(
                "gemm", "OpenBLAS (on Debian libopenblas-dev)", "gemm.c", FLAGS, "gcc", "cc", "clang");
        try {
            for (int n : sizes) {
                Map<String, Double> best = new TreeMap<>();
                Product product = new Product(n);
                for (int round = 0; round < rounds; round++) {
                    measure(product, cores, peer, best);
                }
                summa(settings, n, best);
                show(report, n, cores, best);
            }
        } finally {
            peer.ifPresent(NativeProgram::close);
        }
        for (Blas engine : Blas.all()) {
            report.note(engine.description());
        }
        return report;
    }

    private static void measure(Product product, int cores, Optional<NativeProgram> peer, Map<String, Double> best) {
        if (product.n <= LARGEST_FOR_LOOPS) {
            keep(best, "loops", product.speed(product::loops));
        }
        if (product.n <= LARGEST_FOR_EJML) {
            keep(best, "ejml", product.speed(product::ejml));
        }
        for (Blas engine : Blas.all()) {
            for (int threads :
                    engine.name().equals("VectorBlas") || cores == 1 ? new int[] {1} : new int[] {1, cores}) {
                Blas blas = engine.withThreads(threads);
                keep(best, column(engine) + threads, product.speed(() -> product.blas(blas)));
                if (engine.name().equals("NativeBlas")) {
                    peer.ifPresent(program -> keep(best, "c" + threads, peerSpeed(program, product.n, threads)));
                }
            }
        }
    }

    private static String column(Blas engine) {
        return engine.name().equals("NativeBlas") ? "native" : "vector";
    }

    private static void keep(Map<String, Double> best, String who, double speed) {
        best.merge(who, speed, Math::max);
    }

    private static double peerSpeed(NativeProgram program, int n, int threads) {
        List<String> command = List.of(
                "env",
                "OPENBLAS_NUM_THREADS=" + threads,
                "OMP_NUM_THREADS=" + threads,
                program.path(),
                "" + n,
                "" + SECONDS);
        String output = ChildProcess.run(command, null, Map.of()).output();
        return output.lines()
                .filter(line -> line.startsWith("gemm "))
                .mapToDouble(line -> Double.parseDouble(line.substring("gemm ".length())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("bench gemm: the C side printed no speed: " + output));
    }

    /** Where there is no mpirun, the column stays empty. */
    private static void summa(BenchSettings settings, int n, Map<String, Double> best) {
        try {
            keep(best, "summa", SummaBenchmark.ours(new RankJob(2), n, 2));
        } catch (EnvironmentException noRanks) {
            System.err.println("parhelion: bench gemm: SUMMA is left out: " + noRanks.getMessage());
        }
    }

    private static void show(Report report, int n, int cores, Map<String, Double> best) {
        String name = "gemm-" + n;
        Map<String, String> names = Map.of(
                "vector1",
                "vector",
                "native1",
                "native",
                "c1",
                "c",
                "native" + cores,
                "native-" + cores + "-threads",
                "c" + cores,
                "c-" + cores + "-threads");
        best.forEach((who, speed) -> report.add(name + "/" + names.getOrDefault(who, who), speed, "GF/s"));
        double one = best.getOrDefault("native1", Double.NaN) / best.getOrDefault("c1", Double.NaN);
        double all = best.getOrDefault("native" + cores, Double.NaN) / best.getOrDefault("c" + cores, Double.NaN);
        List<String> cells = new ArrayList<>(List.of(name));
        for (String who : List.of("loops", "ejml", "vector1", "native1", "c1")) {
            cells.add(cell(best, who));
        }
        cells.add(Report.format(one, 2));
        cells.add(n == 128 ? ">= 0.90" : SIZES.contains(n) ? ">= 0.97" : "");
        cells.add(cell(best, "native" + cores));
        cells.add(cell(best, "c" + cores));
        cells.add(Report.format(all, 2));
        cells.add(n > 128 && cores == 2 && SIZES.contains(n) ? ">= 0.95" : "");
        cells.add(cell(best, "summa"));
        report.row(cells.toArray(String[]::new));
    }

    private static String cell(Map<String, Double> best, String who) {
        return Report.format(best.getOrDefault(who, Double.NaN), 1);
    }

    /** Two matrices and their product, by several ways. */
    private static final class Product {
        private final int n;
        private final double[] a;
        private final double[] b;
        private final double[] c;

        Product(int n) {
            if (n < 1) {
                throw new InputException("bench gemm: --size must be at least 1");
            }
            this.n = n;
            a = new double[n * n];
            b = new double[n * n];
            c = new double[n * n];
            for (int i = 0; i < n * n; i++) {
                a[i] = Math.sin(i);
                b[i] = Math.cos(i);
            }
        }

        /** GF/s of the fastest of the runs that fit into the time, three at least. */
        double speed(Runnable work) {
            double best = Double.POSITIVE_INFINITY;
            long start = System.nanoTime();
            for (int run = 0; run < 3 || (System.nanoTime() - start) * 1e-9 < SECONDS; run++) {
                long from = System.nanoTime();
                work.run();
                best = Math.min(best, (System.nanoTime() - from) * 1e-9);
            }
            return 2e-9 * n * n * n / best;
        }

        void loops() {
            Arrays.fill(c, 0);
            for (int i = 0; i < n; i++) {
                for (int l = 0; l < n; l++) {
                    double factor = a[i * n + l];
                    for (int j = 0; j < n; j++) {
                        c[i * n + j] += factor * b[l * n + j];
                    }
                }
            }
        }

        void ejml() {
            CommonOps_DDRM.mult(DMatrixRMaj.wrap(n, n, a), DMatrixRMaj.wrap(n, n, b), DMatrixRMaj.wrap(n, n, c));
        }

        void blas(Blas blas) {
            blas.dgemm(
                    Order.ROW_MAJOR,
                    Transpose.NO,
                    Transpose.NO,
                    n,
                    n,
                    n,
                    1,
                    Doubles.of(a),
                    n,
                    Doubles.of(b),
                    n,
                    0,
                    Doubles.of(c),
                    n);
        }
    }
}
