// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('leases', table => {
    table.comment('What is to be done by one replica, and which one does it');
    table.string('name', 64).primary();
    table.string('holder', 64).notNullable().comment('Empty: nobody');
    table.integer('beat').notNullable().comment('Counts renewals');
  });

  await knex.schema.createTable('history_deployments', table => {
    table.comment('Deployments that have a history, as they were written last');
    table.increments('id');
    table.string('ref', 128).notNullable().unique();
    table.string('health', 16).notNullable();
    table.text('findings').notNullable().comment('JSON: ids that count now');
    table.bigInteger('changed_at').notNullable().comment('ms since 1970');
    table
      .bigInteger('gone_at')
      .nullable()
      .comment('ms since 1970: when it was first missed');
  });

  await knex.schema.createTable('history_transitions', table => {
    table.comment('What became otherwise for people');
    table.increments('id');
    table.integer('deployment_id').notNullable();
    table.bigInteger('at').notNullable().comment('ms since 1970');
    table.string('from_health', 16).nullable();
    table.string('to_health', 16).notNullable();
    table.string('summary', 300).notNullable();
    table.text('appeared').notNullable().comment('JSON: ids of findings');
    table.text('cleared').notNullable().comment('JSON: ids of findings');
    table.unique(['deployment_id', 'at']);
    table.index(['at']);
  });

  await knex.schema.createTable('history_samples', table => {
    table.comment('One row for each deployment and step of time');
    table.integer('deployment_id').notNullable();
    table.smallint('step').notNullable().comment('Minutes: 1, 10 or 60');
    table.integer('minute').notNullable().comment('Since 1970; its begin');
    table.smallint('health').notNullable().comment('The worst; 0 is healthy');
    table.smallint('minutes').notNullable().comment('How many were recorded');
    table.double('sessions').nullable().comment('Mean');
    table.integer('sessions_most').nullable();
    table.integer('agents_ready').nullable().comment('Fewest');
    table.integer('agents_desired').nullable().comment('Most');
    table.integer('database_ready').nullable().comment('Fewest');
    table.integer('database_desired').nullable().comment('Most');
    table.integer('free_slots').nullable().comment('Fewest');
    table.double('free_cores').nullable().comment('Fewest');
    table.bigInteger('free_memory').nullable().comment('Bytes, fewest');
    table.double('endpoint_time').nullable().comment('ms, mean');
    table.double('endpoint_time_most').nullable().comment('ms');
    table.primary(['deployment_id', 'step', 'minute']);
    table.index(['step', 'minute']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('history_samples');
  await knex.schema.dropTable('history_transitions');
  await knex.schema.dropTable('history_deployments');
  await knex.schema.dropTable('leases');
};
