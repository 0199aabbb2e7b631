package org.parhelion.solvers.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command's arguments, told apart. Forms: {@code --name value}, {@code --name=value}, {@code -n4} for one-letter options,
 * and {@code --} before operands that start with a dash.
 *
 * <p>This is not picocli: its classes are of a format that class-data sharing cannot archive, and loading them was
 * measured to cost 100 ms on every rank of every run, twice the start of an empty Java program.
 */
public final class Arguments {
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<String> operands = new ArrayList<>();

    private Arguments() {}

    /**
     * Tells options and operands apart.
     *
     * @param command for messages: {@code parhelion run}
     * @throws InputException an option is unknown, lacks its value or stands twice
     */
    public static Arguments parse(String command, List<Option> options, List<String> words) {
        Arguments arguments = new Arguments();
        boolean onlyOperands = false;
        for (int n = 0; n < words.size(); n++) {
            String word = words.get(n);
            if (onlyOperands || !word.startsWith("-") || word.equals("-")) {
                arguments.operands.add(word);
            } else if (word.equals("--")) {
                onlyOperands = true;
            } else {
                n = arguments.takeOption(command, options, words, n);
            }
        }
        return arguments;
    }

    private int takeOption(String command, List<Option> options, List<String> words, int position) {
        String word = words.get(position);
        int split = split(word);
        String name = split < 0 ? word : word.substring(0, split);
        Option option = find(command, options, name);
        int next = position;
        String value = null;
        if (option.value() == null) {
            if (split >= 0) {
                throw new InputException(command + ": " + name + " takes no value");
            }
        } else if (split >= 0) {
            value = word.substring(word.charAt(split) == '=' ? split + 1 : split);
        } else if (position + 1 < words.size()) {
            value = words.get(++next);
        } else {
            throw new InputException(command + ": " + name + " needs a value: " + option.usage());
        }
        List<String> all = values.computeIfAbsent(name, key -> new ArrayList<>());
        if (!all.isEmpty() && !option.isRepeatable()) {
            throw new InputException(command + ": " + name + " is given twice");
        }
        all.add(value);
        return next;
    }

    private static int split(String word) {
        if (word.startsWith("--")) {
            return word.indexOf('=');
        }
        return word.length() > 2 ? 2 : -1;
    }

    private static Option find(String command, List<Option> options, String name) {
        for (Option option : options) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        String nearest =
                NearestWord.hint(name, options.stream().map(Option::name).toList());
        throw new InputException(
                command + ": unknown option " + name + nearest + " (" + command + " --help lists all options)");
    }

    /** Words that are no options, in order. */
    public List<String> operands() {
        return List.copyOf(operands);
    }

    /** The value of an option that may stand once. */
    public Optional<String> value(String name) {
        return has(name) ? Optional.of(values.get(name).get(0)) : Optional.empty();
    }

    /** All values of an option that may be repeated, in order. */
    public List<String> values(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * A whole number of at least {@code least}, or {@code otherwise} where the option is absent.
     *
     * @throws InputException it is no such number
     */
    public int wholeNumber(String name, int least, int otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        String text = values.get(name).get(0);
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // the message below covers both
        }
        throw new InputException(name + " takes a whole number of at least " + least + ", not \"" + text + "\"");
    }
}
