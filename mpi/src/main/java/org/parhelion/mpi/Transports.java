package org.parhelion.mpi;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.parhelion.mpi.spi.Transport;

/** The transports that this build and this machine have. */
final class Transports {
    private static final List<String> KNOWN = List.of("auto", "openmpi", "threads");
    /** Found by name: a search of the class path for services opens every jar on it, 25 ms of each start. */
    private static final Map<String, String> OURS = Map.of(
            "openmpi", "org.parhelion.mpi.openmpi.OpenMpiTransport",
            "threads", "org.parhelion.mpi.threads.ThreadTransport");

    private static final String OPENMPI_LEFT_OUT =
            "this build has no openmpi transport, because Open MPI's Java bindings (mpi.jar) were not found; "
                    + "run hpc-scripts/setup and build again, or use --transport threads";

    private Transports() {}

    static Transport choose(ParallelOptions options) {
        return options.transport().equals("auto") ? automatic() : named(options.transport());
    }

    private static Transport automatic() {
        Optional<Transport> openmpi = ours("openmpi");
        if (openmpi.isPresent() && openmpi.get().launched()) {
            requireUsable(openmpi.get());
            return openmpi.get();
        }
        if (Launcher.size() > 1) {
            for (Transport transport : load()) {
                if (transport.launched()) {
                    requireUsable(transport);
                    return transport;
                }
            }
            if (openmpi.isEmpty()) {
                throw new ExitCodeException(ExitCodeException.ENVIRONMENT, OPENMPI_LEFT_OUT);
            }
        }
        return named("threads");
    }

    static Transport named(String name) {
        Optional<Transport> transport = found(name);
        if (transport.isPresent()) {
            requireUsable(transport.get());
            return transport.get();
        }
        if (name.equals("openmpi")) {
            throw new ExitCodeException(ExitCodeException.ENVIRONMENT, OPENMPI_LEFT_OUT);
        }
        throw new ExitCodeException(
                ExitCodeException.BAD_INPUT,
                "unknown transport '" + name + "'; choose one of " + String.join(", ", KNOWN));
    }

    /** The transport of that name, whether or not it can be used here. */
    static Optional<Transport> found(String name) {
        if (OURS.containsKey(name)) {
            return ours(name);
        }
        return load().stream()
                .filter(transport -> transport.name().equals(name))
                .findFirst();
    }

    /** Empty where it was left out of this build. */
    private static Optional<Transport> ours(String name) {
        try {
            Class<?> type = Class.forName(OURS.get(name));
            return Optional.of((Transport) type.getConstructor().newInstance());
        } catch (ClassNotFoundException leftOut) {
            return Optional.empty();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void requireUsable(Transport transport) {
        Optional<String> obstacle = transport.obstacle();
        if (obstacle.isPresent()) {
            throw new ExitCodeException(
                    ExitCodeException.ENVIRONMENT,
                    "transport " + transport.name() + " cannot be used: " + obstacle.get());
        }
    }

    private static List<Transport> load() {
        List<Transport> transports = new ArrayList<>();
        Iterator<Transport> services = ServiceLoader.load(Transport.class, Transports.class.getClassLoader())
                .iterator();
        boolean more = true;
        while (more) {
            try {
                more = services.hasNext();
                if (more) {
                    transports.add(services.next());
                }
            } catch (ServiceConfigurationError leftOut) {
                // An entry of the service file that this build left out: the next one is looked at.
                more = true;
            }
        }
        return transports;
    }
}
