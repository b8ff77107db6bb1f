package dev.orgworks.scheduler;

import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.springframework.boot.quartz.autoconfigure.SchedulerFactoryBeanCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What is stored in Quartz at the first start; every node finds it there again. */
@Configuration(proxyBeanMethods = false)
class SchedulerConfiguration {

    /** A node that only serves the API enqueues runs, and leaves carrying them out to the others. */
    @Bean
    SchedulerFactoryBeanCustomizer node(Environment environment) {
        return scheduler -> scheduler.setAutoStartup(!"api".equals(environment.getProperty("orgworks.node")));
    }

    @Bean
    JobDetail run() {
        return JobBuilder.newJob(RunJob.class)
                .withIdentity(QuartzKeys.RUN)
                .withDescription("Carries out a run of job_run")
                .requestRecovery()
                .storeDurably()
                .build();
    }

    @Bean
    JobDetail sweep() {
        return JobBuilder.newJob(SweepQueue.class)
                .withIdentity(QuartzKeys.SWEEP)
                .withDescription("Makes the triggers of runs that have none")
                .storeDurably()
                .build();
    }

    @Bean
    Trigger everySecond() {
        return TriggerBuilder.newTrigger()
                .withIdentity("sweep", "orgworks")
                .forJob(QuartzKeys.SWEEP)
                .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever()
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
    }

    @Bean
    JobDetail mail() {
        return JobBuilder.newJob(SendMailJob.class)
                .withIdentity(QuartzKeys.MAIL)
                .withDescription("Sends the letters that are due")
                .storeDurably()
                .build();
    }

    @Bean
    Trigger everyTwoSeconds() {
        return TriggerBuilder.newTrigger()
                .withIdentity("mail", "orgworks")
                .forJob(QuartzKeys.MAIL)
                .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever(2)
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
    }

    @Bean
    JobDetail webhooks() {
        return JobBuilder.newJob(SendWebhooksJob.class)
                .withIdentity(QuartzKeys.WEBHOOKS)
                .withDescription("Sends the webhooks that are due")
                .storeDurably()
                .build();
    }

    @Bean
    Trigger everyTwoSecondsForWebhooks() {
        return TriggerBuilder.newTrigger()
                .withIdentity("webhooks", "orgworks")
                .forJob(QuartzKeys.WEBHOOKS)
                .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever(2)
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
    }

    @Bean
    JobDetail housekeeping() {
        return JobBuilder.newJob(HousekeepingJob.class)
                .withIdentity(QuartzKeys.HOUSEKEEPING)
                .withDescription("Enqueues the day's housekeeping")
                .storeDurably()
                .build();
    }

    /** At a quiet hour of most of the Americas and Europe; a node that was down then does it at its start. */
    @Bean
    Trigger everyNight() {
        return TriggerBuilder.newTrigger()
                .withIdentity("housekeeping", "orgworks")
                .forJob(QuartzKeys.HOUSEKEEPING)
                .withSchedule(CronScheduleBuilder.dailyAtHourAndMinute(3, 17)
                        .inTimeZone(TimeZone.getTimeZone("UTC"))
                        .withMisfireHandlingInstructionFireAndProceed())
                .build();
    }

    @Bean
    JobDetail licenses() {
        return JobBuilder.newJob(LicenseUpkeepJob.class)
                .withIdentity(QuartzKeys.LICENSES)
                .withDescription("Enqueues the upkeep of licences that is due")
                .storeDurably()
                .build();
    }

    @Bean
    Trigger everyMinuteForLicenses() {
        return TriggerBuilder.newTrigger()
                .withIdentity("licenses", "orgworks")
                .forJob(QuartzKeys.LICENSES)
                .withSchedule(SimpleScheduleBuilder.repeatMinutelyForever()
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
    }

    @Bean
    JobDetail licensesNight() {
        return JobBuilder.newJob(LicenseNightJob.class)
                .withIdentity(QuartzKeys.LICENSES_NIGHT)
                .withDescription("Enqueues the whole upkeep of all licences")
                .storeDurably()
                .build();
    }

    /** Behind the housekeeping; a node that was down then does it at its start. */
    @Bean
    Trigger everyNightForLicenses() {
        return TriggerBuilder.newTrigger()
                .withIdentity("licensesNight", "orgworks")
                .forJob(QuartzKeys.LICENSES_NIGHT)
                .withSchedule(CronScheduleBuilder.dailyAtHourAndMinute(3, 47)
                        .inTimeZone(TimeZone.getTimeZone("UTC"))
                        .withMisfireHandlingInstructionFireAndProceed())
                .build();
    }

    @Bean
    JobDetail metrics() {
        return JobBuilder.newJob(MetricRollupsJob.class)
                .withIdentity(QuartzKeys.METRICS)
                .withDescription("Enqueues the rollups of organizations whose day has turned")
                .storeDurably()
                .build();
    }

    /** Days turn at each quarter of an hour somewhere. */
    @Bean
    Trigger everyFiveMinutesForMetrics() {
        return TriggerBuilder.newTrigger()
                .withIdentity("metrics", "orgworks")
                .forJob(QuartzKeys.METRICS)
                .withSchedule(SimpleScheduleBuilder.repeatMinutelyForever(5)
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
    }

    @Bean
    JobDetail summaries() {
        return JobBuilder.newJob(SummariesJob.class)
                .withIdentity(QuartzKeys.SUMMARIES)
                .withDescription("Enqueues the rollups of summaries of organizations where something changed")
                .storeDurably()
                .build();
    }

    @Bean
    Trigger everyMinuteForSummaries() {
        return TriggerBuilder.newTrigger()
                .withIdentity("summaries", "orgworks")
                .forJob(QuartzKeys.SUMMARIES)
                .withSchedule(SimpleScheduleBuilder.repeatMinutelyForever()
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
    }
}
