package org.parhelion.mpi.testing;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.RankFailure;

/** Runs a {@link RankTest} on ranks as threads. */
final class RankTestExtension implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        RankTest test = context.getRequiredTestMethod().getAnnotation(RankTest.class);
        return Arrays.stream(chosen(test.value())).mapToObj(ranks -> new OnRanks(ranks, test.timeoutSeconds()));
    }

    /** The quick form of the tests has one rank and three, or else the first number there is. */
    private static int[] chosen(int[] numbers) {
        if (!Boolean.getBoolean("parhelion.test.quick")) {
            return numbers;
        }
        int[] few = Arrays.stream(numbers).filter(n -> n == 1 || n == 3).toArray();
        return few.length > 0 ? few : Arrays.copyOf(numbers, 1);
    }

    /** One number of ranks. */
    private record OnRanks(int ranks, int timeoutSeconds) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return ranks == 1 ? "on 1 rank" : "on " + ranks + " ranks";
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new CommunicatorPlace(), new RanksAsThreads(ranks, timeoutSeconds));
        }
    }

    /** Keeps the communicator's place among the parameters; each rank puts its own there. */
    private static final class CommunicatorPlace implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Communicator.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return null;
        }
    }

    /** Runs the method on all ranks instead of once. */
    private record RanksAsThreads(int ranks, int timeoutSeconds) implements InvocationInterceptor {
        @Override
        public void interceptTestTemplateMethod(
                Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
                throws Throwable {
            invocation.skip();
            Object[] arguments = method.getArguments().toArray();
            try {
                Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(timeoutSeconds),
                        () -> Parallel.threads(
                                ranks,
                                (world, rest) -> RankTestMethod.invoke(method.getExecutable(), world, arguments)));
            } catch (RankFailure failure) {
                if (failure.getCause() instanceof org.opentest4j.IncompleteExecutionException aborted) {
                    throw aborted;
                }
                throw failure;
            }
        }
    }
}
