package org.parhelion.mpi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import org.parhelion.mpi.spi.LaunchOptions;

/** What the command line, the system properties and the environment say about ranks and transport; in this order. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ParallelOptions(String transport, LaunchOptions launch, String[] rest) {
    private static final List<String> VALUED = List.of("--transport", "-n", "--ranks", "--shuffle");

    static ParallelOptions of(String[] args, Properties properties, Map<String, String> environment) {
        Setting transport = setting("transport", "PARHELION_TRANSPORT", properties, environment);
        Setting ranks = setting("ranks", "PARHELION_RANKS", properties, environment);
        Setting shuffle = setting("shuffle", "PARHELION_SHUFFLE", properties, environment);
        Setting checks = setting("checks", "PARHELION_CHECKS", properties, environment);
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            if (arg.equals("--")) {
                rest.addAll(List.of(args).subList(i, args.length));
                break;
            } else if (VALUED.contains(arg)) {
                if (i + 1 == args.length) {
                    throw badInput(arg + " needs a value");
                }
                Setting setting = new Setting(arg, args[++i]);
                switch (arg) {
                    case "--transport" -> transport = setting;
                    case "--shuffle" -> shuffle = setting;
                    default -> ranks = setting;
                }
            } else if (arg.startsWith("--transport=")) {
                transport = new Setting("--transport", arg.substring("--transport=".length()));
            } else if (arg.startsWith("--shuffle=")) {
                shuffle = new Setting("--shuffle", arg.substring("--shuffle=".length()));
            } else if (arg.startsWith("--ranks=")) {
                ranks = new Setting("--ranks", arg.substring("--ranks=".length()));
            } else {
                rest.add(arg);
            }
        }
        return new ParallelOptions(
                transport == null ? "auto" : transport.value,
                new LaunchOptions(
                        ranks == null ? OptionalInt.empty() : OptionalInt.of(ranks.count()),
                        shuffle == null ? OptionalLong.empty() : OptionalLong.of(shuffle.seed()),
                        checks == null || checks.isOn()),
                rest.toArray(String[]::new));
    }

    private static Setting setting(
            String name, String variable, Properties properties, Map<String, String> environment) {
        String property = properties.getProperty("parhelion." + name);
        if (property != null && !property.isBlank()) {
            return new Setting("parhelion." + name, property.strip());
        }
        String value = environment.get(variable);
        return value == null || value.isBlank() ? null : new Setting(variable, value.strip());
    }

    private static ExitCodeException badInput(String message) {
        return new ExitCodeException(ExitCodeException.BAD_INPUT, message);
    }

    /** A value and where it stands. */
    private record Setting(String name, String value) {
        int count() {
            int count;
            try {
                count = Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw badInput(name + ": '" + value + "' is not a number of ranks; give a whole number of at least 1");
            }
            if (count < 1) {
                throw badInput(name + ": the number of ranks must be at least 1, got " + count);
            }
            return count;
        }

        long seed() {
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException e) {
                throw badInput(name + ": '" + value + "' is no seed; give a whole number");
            }
        }

        boolean isOn() {
            if (value.equals("on") || value.equals("off")) {
                return value.equals("on");
            }
            throw badInput(name + ": '" + value + "' is neither on nor off");
        }
    }
}
