package org.parhelion.solvers.simulation;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import jdk.incubator.vector.DoubleVector;
import org.parhelion.blas.Blas;
import org.parhelion.blas.MachineFacts;
import org.parhelion.mpi.spi.Transport;

/** {@code parhelion doctor}: what this machine offers, and what is missing. */
final class DoctorCommand implements Command {
    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public String summary() {
        return "tells what this machine offers: Java, SIMD, transports, BLAS, processor, memory";
    }

    @Override
    public String operands() {
        return "";
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public int run(Arguments arguments) {
        line("parhelion", Versions.parhelion());
        line(
                "java",
                System.getProperty("java.vm.name") + " " + Runtime.version() + " in "
                        + System.getProperty("parhelion.java", System.getProperty("java.home")));
        line("flags", String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
        line(
                "heap",
                NumberText.bytes((double) Runtime.getRuntime().maxMemory()) + " at most, "
                        + ManagementFactory.getGarbageCollectorMXBeans().stream()
                                .map(bean -> bean.getName())
                                .collect(Collectors.joining(" and ")));
        line("simd", simd());
        transports();
        machine(MachineFacts.read());
        line("multiply", multiplication());
        return ExitCode.DONE;
    }

    private static void line(String head, String tail) {
        System.out.printf(Locale.ROOT, "%-10s %s%n", head, tail);
    }

    private static String simd() {
        try {
            int lanes = DoubleVector.SPECIES_PREFERRED.length();
            return DoubleVector.SPECIES_PREFERRED.vectorBitSize() + " bits: " + lanes + " doubles at once";
        } catch (NoClassDefFoundError noModule) {
            return "not used: start Java with --add-modules jdk.incubator.vector";
        }
    }

    private static void transports() {
        boolean openmpi = false;
        var services = ServiceLoader.load(Transport.class, Transport.class.getClassLoader())
                .iterator();
        while (true) {
            try {
                if (!services.hasNext()) {
                    break;
                }
                Transport transport = services.next();
                openmpi |= transport.name().equals("openmpi");
                Optional<String> obstacle = transport.obstacle();
                line(
                        "transport",
                        transport.name() + ": "
                                + obstacle.map(why -> "no: " + why).orElse("usable"));
            } catch (ServiceConfigurationError leftOut) {
                // told below
            }
        }
        if (!openmpi) {
            line(
                    "transport",
                    "openmpi: no: left out of this build, as Open MPI's mpi.jar was not found; run hpc-scripts/setup");
        }
        line("mpi", Versions.mpi().orElse("not known here (the launcher tells it where mpirun is found)"));
    }

    private static void machine(MachineFacts facts) {
        MachineFacts.Processor processor = facts.processor();
        String cores = processor
                .cores()
                .map(n -> n + (n == 1 ? " core, " : " cores, "))
                .orElse("");
        line(
                "processor",
                processor.model() + "; " + cores + processor.logical() + " logical processors usable; "
                        + String.join(" ", processor.simd()));
        line(
                "caches",
                "L1 " + size(processor.level1Bytes()) + ", L2 " + size(processor.level2Bytes()) + ", L3 "
                        + size(processor.level3Bytes()));
        for (MachineFacts.MemoryNode node : facts.memoryNodes()) {
            line("memory", "node " + node.number() + ": " + size(node.bytes()) + ", processors " + node.processors());
        }
        line(
                "blas",
                facts.blas()
                        .map(blas -> blas.library()
                                + (blas.configuration().isEmpty() ? "" : " (" + blas.configuration() + ")"))
                        .orElse("none found"));
        line("facts", facts.source());
    }

    /** Which engine multiplies matrices, and why that one. */
    private static String multiplication() {
        try {
            return Blas.best().description();
        } catch (IllegalArgumentException | IllegalStateException e) {
            return "no: " + e.getMessage();
        }
    }

    private static String size(long bytes) {
        return bytes == 0 ? "unknown" : NumberText.bytes((double) bytes);
    }
}
