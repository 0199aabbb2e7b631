import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongSupplier;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lambdas and method references of every kind: what this prints must not change when they get classes of their own. */
public final class Lambdas {
    private final int base;

    private Lambdas(int base) {
        this.base = base;
    }

    private int plus(int n) {
        return base + n;
    }

    private static String join(Object... parts) {
        return Stream.of(parts).map(String::valueOf).collect(Collectors.joining(","));
    }

    interface Shape {
        double area();

        private double half() {
            return area() / 2;
        }

        default Supplier<Double> halfLater() {
            return this::half;
        }

        static Shape square(double a) {
            return () -> a * a;
        }
    }

    record Point(int x, long y, double z) {
        Supplier<String> later() {
            return () -> "point " + x + " " + y + " " + z;
        }
    }

    static class Counter {
        private int count;

        private Counter() {}

        private Runnable increment() {
            return () -> count++;
        }
    }

    @FunctionalInterface
    interface Thrower<E extends Exception> {
        void run() throws E;
    }

    interface Both extends Comparator<String>, Serializable {}

    public static void main(String[] args) throws Exception {
        captured((byte) 1, (short) 2, 'c', true, 3f, 4L, 5.5, "six");
        references();
        nested();
        conversions();
        Both both = (a, b) -> b.compareTo(a);
        System.out.println(Stream.of("b", "c", "a").sorted(both).toList());
        Thrower<IllegalStateException> thrower = () -> {
            throw new IllegalStateException("thrown");
        };
        try {
            thrower.run();
        } catch (IllegalStateException seen) {
            System.out.println(seen.getMessage() + " in " + seen.getStackTrace()[0].getMethodName());
        }
        Lambdas missing = null;
        try {
            IntFunction<Integer> never = missing::plus;
            System.out.println(never);
        } catch (NullPointerException seen) {
            System.out.println("null is refused when made");
        }
    }

    private static void captured(byte a, short b, char c, boolean d, float e, long f, double g, String h) {
        Supplier<String> all = () -> join(a, b, c, d, e, f, g, h);
        DoubleBinaryOperator sum = (x, y) -> x + y + g + f + e;
        System.out.println(all.get() + " " + sum.applyAsDouble(0.5, 0.25));
    }

    private static void references() throws Exception {
        Lambdas ten = new Lambdas(10);
        Function<Integer, Integer> bound = ten::plus;
        BiFunction<Lambdas, Integer, Integer> unbound = Lambdas::plus;
        Function<Integer, Lambdas> made = Lambdas::new;
        IntFunction<int[]> array = int[]::new;
        Supplier<List<String>> list = ArrayList::new;
        Callable<String> call = "text"::toUpperCase;
        ToIntFunction<String> length = String::length;
        UnaryOperator<String> strip = String::strip;
        System.out.println(join(bound.apply(1), unbound.apply(ten, 2), made.apply(3).base, array.apply(4).length,
                list.get(), call.call(), length.applyAsInt("seven"), strip.apply(" x ")));
        Shape square = Shape.square(3);
        System.out.println(square.area() + " " + square.halfLater().get());
        System.out.println(new Point(1, 2, 3).later().get());
        Counter counter = new Counter();
        Runnable increment = counter.increment();
        increment.run();
        increment.run();
        System.out.println(counter.count);
    }

    private static void nested() {
        Function<Integer, Function<Integer, Supplier<Integer>>> add = a -> b -> () -> a + b;
        System.out.println(add.apply(1).apply(2).get());
        Map<String, Integer> counts = new TreeMap<>();
        Stream.of("a", "b", "a").forEach(word -> counts.merge(word, 1, Integer::sum));
        System.out.println(counts);
        Runnable inner = new Runnable() {
            private final Supplier<String> own = () -> "of an anonymous class " + this.toString();

            @Override
            public void run() {
                System.out.println(own.get());
            }

            @Override
            public String toString() {
                return "here";
            }
        };
        inner.run();
    }

    private static void conversions() {
        IntToDoubleFunction widened = n -> n;
        LongSupplier longer = () -> 7;
        BinaryOperator<Double> product = (a, b) -> a * b;
        Function<Integer, Long> boxed = n -> (long) n;
        Function<Object, String> text = Object::toString;
        IntFunction<Object> object = Integer::valueOf;
        ObjDoubleConsumer<List<Double>> adder = List::add;
        List<Double> numbers = new ArrayList<>();
        adder.accept(numbers, 2.5);
        Comparator<Integer> order = Integer::compare;
        IntToDoubleFunction root = Math::sqrt;
        System.out.println(join(widened.applyAsDouble(3), longer.getAsLong(), product.apply(2.0, 4.5), boxed.apply(5),
                text.apply(6), object.apply(8), numbers, order.compare(1, 2), root.applyAsDouble(16)));
    }
}
