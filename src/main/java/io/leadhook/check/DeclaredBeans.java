package io.leadhook.check;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.BeanRepository;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.ConfigurationClassPostProcessor;
import org.springframework.core.env.Environment;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.util.ClassUtils;

/**
 * The beans that the application declares, without making any of them: route files may name them, and their classes
 * tell whether a method exists. What is looked up is a hollow instance, made without a constructor; nothing may call it.
 */
final class DeclaredBeans implements BeanRepository {
    private final DefaultListableBeanFactory definitions = new DefaultListableBeanFactory();
    private final SpringObjenesis objenesis = new SpringObjenesis();
    private final Map<String, Object> hollow = new HashMap<>();

    /** @param application the class that a Spring context of the application starts from */
    DeclaredBeans(Class<?> application, Environment environment) {
        new AnnotatedBeanDefinitionReader(definitions, environment).registerBean(application);
        ConfigurationClassPostProcessor reader = new ConfigurationClassPostProcessor();
        reader.setEnvironment(environment);
        reader.postProcessBeanDefinitionRegistry(definitions);
    }

    @Override
    public @Nullable Object lookupByName(String name) {
        if (!definitions.containsBeanDefinition(name)) {
            return null;
        }
        return hollow.computeIfAbsent(name, this::makeHollow);
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
        Object bean = lookupByName(name);
        return type.isInstance(bean) ? type.cast(bean) : null;
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return Map.of();
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return Set.of();
    }

    private @Nullable Object makeHollow(String name) {
        Class<?> type = definitions.getType(name, false);
        if (type == null) {
            return null;
        }
        if (type.isInterface()) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                throw new IllegalStateException(name + " is not a real bean");
            });
        }
        Class<?> concrete = ClassUtils.getUserClass(type);
        return Modifier.isAbstract(concrete.getModifiers()) ? null : objenesis.newInstance(concrete);
    }
}
