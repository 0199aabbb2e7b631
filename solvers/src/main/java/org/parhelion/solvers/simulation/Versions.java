package org.parhelion.solvers.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** What this run was made with. */
final class Versions {
    private Versions() {}

    /** Parhelion's own version, as the build wrote it down. */
    static String parhelion() {
        Properties properties = new Properties();
        try (InputStream stream = Versions.class.getResourceAsStream("version.properties")) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException unreadable) {
            return "unknown";
        }
        return properties.getProperty("version", "unknown");
    }

    /** By name, for a file that is the same whatever carries messages between ranks. */
    static Map<String, String> ofFile() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("parhelion", parhelion());
        versions.put("java", Runtime.version().toString());
        return versions;
    }

    /** By name, for a report. */
    static Map<String, String> all(String transport) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("parhelion", parhelion());
        versions.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        versions.put("mpi", transport.equals("threads") ? "none: ranks are threads" : mpi().orElse(transport));
        return versions;
    }

    /** Open MPI's version, where the environment tells it; the bindings do not. */
    static Optional<String> mpi() {
        return Optional.ofNullable(System.getenv("PARHELION_MPI_VERSION"))
                .or(() -> Optional.ofNullable(System.getenv("OMPI_VERSION")).map(version -> "Open MPI " + version));
    }
}
