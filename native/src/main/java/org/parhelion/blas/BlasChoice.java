package org.parhelion.blas;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The engines there are, and the choice among them. */
final class BlasChoice {
    static final String PROPERTY = "parhelion.blas";
    static final String VARIABLE = "PARHELION_BLAS";

    /** Those that need no native library, best first. */
    private static final List<Supplier<Blas>> IN_JAVA = List.of(VectorBlas::new);

    private static volatile Blas best;

    private BlasChoice() {}

    static Blas best() {
        Blas chosen = best;
        if (chosen == null) {
            synchronized (BlasChoice.class) {
                if (best == null) {
                    best = choose(wanted(), NativeLibrary::obstacle, NativeBlas::new, IN_JAVA);
                    System.getLogger(Blas.class.getName()).log(Level.DEBUG, best::description);
                }
                chosen = best;
            }
        }
        return chosen;
    }

    /** Every engine that works here, with checked arguments: the native one first. */
    static List<Blas> all() {
        Stream.Builder<Blas> engines = Stream.builder();
        if (NativeLibrary.obstacle().isEmpty()) {
            engines.add(new CheckedBlas(new NativeBlas(), "one of those here"));
        }
        IN_JAVA.forEach(engine -> engines.add(new CheckedBlas(engine.get(), "one of those here")));
        return engines.build().toList();
    }

    /** What was asked for and by whom. */
    record Wanted(String engine, String source) {}

    private static Wanted wanted() {
        String property = System.getProperty(PROPERTY);
        if (property != null) {
            return new Wanted(property, "-D" + PROPERTY + "=" + property);
        }
        String variable = System.getenv(VARIABLE);
        return variable == null || variable.isEmpty()
                ? new Wanted("auto", "")
                : new Wanted(variable, VARIABLE + "=" + variable);
    }

    /** @param obstacle why there is no native engine; asked only when one may be taken */
    static Blas choose(
            Wanted wanted, Supplier<Optional<String>> obstacle, Supplier<Blas> inNative, List<Supplier<Blas>> inJava) {
        switch (wanted.engine()) {
            case "auto", "native" -> {
                Optional<String> why = obstacle.get();
                boolean asked = wanted.engine().equals("native");
                if (why.isEmpty()) {
                    return new CheckedBlas(
                            inNative.get(), asked ? "asked for by " + wanted.source() : "chosen as the fastest here");
                }
                if (asked) {
                    throw new IllegalStateException(wanted.source() + ", but there is no native BLAS: " + why.get());
                }
                return new CheckedBlas(first(inJava), "chosen since there is no native BLAS: " + why.get());
            }
            case "vector" -> {
                return new CheckedBlas(first(inJava), "asked for by " + wanted.source());
            }
            default ->
                throw new IllegalArgumentException(
                        wanted.source() + " names no BLAS engine; it must be auto, native or vector");
        }
    }

    private static Blas first(List<Supplier<Blas>> inJava) {
        if (inJava.isEmpty()) {
            throw new IllegalStateException("this build has no BLAS engine in Java");
        }
        return inJava.get(0).get();
    }
}
