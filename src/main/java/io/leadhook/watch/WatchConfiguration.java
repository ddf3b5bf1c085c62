package io.leadhook.watch;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the tasks that look at the tables now and then. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class WatchConfiguration {}
