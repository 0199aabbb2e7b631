package org.parhelion.blas;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.parhelion.blas.MachineFacts.MemoryNode;
import org.parhelion.blas.MachineFacts.Processor;

/** Facts from the Linux kernel's files, read in Java: the twin of the native library, without the BLAS. */
final class SystemFiles {
    /** In the order of {@code facts.h}; the kernel writes some with another sign. */
    private static final List<String> SIMD =
            List.of("sse2", "sse4.2", "avx", "avx2", "fma", "avx512f", "avx512dq", "avx512vl", "asimd", "sve", "sve2");

    private final Path root;

    /** @param root folder below which {@code proc} and {@code sys} lie */
    SystemFiles(Path root) {
        this.root = root;
    }

    /** @param source for {@link MachineFacts#source} */
    MachineFacts read(String source) {
        return new MachineFacts(processor(), memoryNodes(), Optional.empty(), source);
    }

    private Processor processor() {
        List<String> lines = lines("proc/cpuinfo");
        String model = value(lines, "model name")
                .or(() -> value(lines, "Model"))
                .or(() -> value(lines, "cpu"))
                .or(() -> value(lines, "Processor"))
                .orElse("unknown");
        return new Processor(
                model,
                simd(value(lines, "flags").or(() -> value(lines, "Features")).orElse("")),
                Runtime.getRuntime().availableProcessors(),
                cores(),
                cacheBytes(1),
                cacheBytes(2),
                cacheBytes(3));
    }

    private static List<String> simd(String flags) {
        Set<String> known = Set.of(flags.replace('_', '.').split(" "));
        return SIMD.stream().filter(known::contains).toList();
    }

    private Optional<Integer> cores() {
        Set<String> cores = new LinkedHashSet<>();
        for (int processor : numbers(firstLine("sys/devices/system/cpu/online").orElse(""))) {
            Optional<String> siblings =
                    firstLine("sys/devices/system/cpu/cpu" + processor + "/topology/thread_siblings_list");
            if (siblings.isEmpty()) {
                return Optional.empty();
            }
            cores.add(siblings.get());
        }
        return cores.isEmpty() ? Optional.empty() : Optional.of(cores.size());
    }

    private long cacheBytes(int level) {
        for (int index = 0; index < 16; index++) {
            String folder = "sys/devices/system/cpu/cpu0/cache/index" + index + "/";
            if (firstLine(folder + "level")
                            .filter(Integer.toString(level)::equals)
                            .isPresent()
                    && !firstLine(folder + "type").equals(Optional.of("Instruction"))) {
                return firstLine(folder + "size").map(SystemFiles::bytes).orElse(0L);
            }
        }
        return 0;
    }

    private List<MemoryNode> memoryNodes() {
        List<MemoryNode> nodes = new ArrayList<>();
        for (int node : numbers(firstLine("sys/devices/system/node/has_memory").orElse(""))) {
            String folder = "sys/devices/system/node/node" + node + "/";
            long bytes = value(lines(folder + "meminfo"), "Node " + node + " MemTotal")
                    .map(text -> Long.parseLong(text.replaceAll("[^0-9]", "")) * 1024)
                    .orElse(0L);
            nodes.add(new MemoryNode(node, bytes, firstLine(folder + "cpulist").orElse("")));
        }
        return nodes;
    }

    /** {@code 48K}, {@code 32M}. */
    private static long bytes(String size) {
        long value = Long.parseLong(size.replaceAll("[^0-9]", ""));
        return switch (size.charAt(size.length() - 1)) {
            case 'K' -> value << 10;
            case 'M' -> value << 20;
            case 'G' -> value << 30;
            default -> value;
        };
    }

    /** {@code 0-3,8}. */
    private static List<Integer> numbers(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : list.isEmpty() ? new String[0] : list.split(",", -1)) {
            int dash = part.indexOf('-');
            int from = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            int to = dash < 0 ? from : Integer.parseInt(part.substring(dash + 1));
            for (int n = from; n <= to; n++) {
                numbers.add(n);
            }
        }
        return numbers;
    }

    private static Optional<String> value(List<String> lines, String key) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equals(key)) {
                return Optional.of(line.substring(colon + 1).strip());
            }
        }
        return Optional.empty();
    }

    private Optional<String> firstLine(String file) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(0).strip());
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(root.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }
}
