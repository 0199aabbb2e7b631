package org.parhelion.mpi.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.parhelion.mpi.Communicator;

/** Calls a test method on one rank. */
final class RankTestMethod {
    private RankTestMethod() {}

    /** On a new instance, with this communicator in its place among the arguments. */
    static void invoke(Method method, Communicator world, Object[] arguments) throws Exception {
        Object[] own = arguments.clone();
        for (int i = 0; i < own.length; i++) {
            if (method.getParameterTypes()[i] == Communicator.class) {
                own[i] = world;
            }
        }
        try {
            Constructor<?> constructor = method.getDeclaringClass().getDeclaredConstructor();
            constructor.setAccessible(true);
            method.setAccessible(true);
            method.invoke(constructor.newInstance(), own);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            } else if (e.getCause() instanceof Exception exception) {
                throw exception;
            }
            throw e;
        }
    }
}
