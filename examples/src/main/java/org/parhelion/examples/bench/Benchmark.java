package org.parhelion.examples.bench;

import java.util.List;

/** Something to measure, on our side and on a peer's. */
interface Benchmark {
    /** The word after {@code parhelion bench}. */
    String name();

    /** One line for {@code parhelion bench list}. */
    String summary();

    /**
     * Measures both sides alternately.
     *
     * @throws org.parhelion.solvers.simulation.InputException the settings make no sense
     * @throws EnvironmentException something that cannot be done without is missing on this machine
     */
    Report run(BenchSettings settings) throws Exception;

    /** All benchmarks. */
    static List<Benchmark> all() {
        return List.of(
                new StencilBenchmark(),
                new HaloBenchmark(),
                new StartupBenchmark(),
                new GemmBenchmark(),
                new SummaBenchmark(),
                new LuBenchmark(),
                new PoissonBenchmark(),
                new ReduceBenchmark(),
                new SpmvBenchmark(),
                new AmgBenchmark(),
                new CheckpointBenchmark());
    }
}
