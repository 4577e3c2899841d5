import django.db.models.deletion
import uuid
from django.db import migrations, models

from ownpath.store.new_tables import NewTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        NewTables([
            migrations.CreateModel(
                name='Pack',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('identifier', models.CharField(max_length=200, unique=True)),
                    ('version', models.CharField(blank=True, max_length=40)),
                    ('words', models.JSONField(default=dict)),
                    ('licence', models.CharField(blank=True, max_length=200)),
                    ('source', models.CharField(blank=True, max_length=500)),
                    ('content_hash', models.CharField(blank=True, max_length=64)),
                ],
            ),
            migrations.CreateModel(
                name='Theme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.CharField(max_length=60, unique=True)),
                    ('kind', models.CharField(choices=[('interest', 'interest'), ('hope', 'hope')], max_length=8)),
                    ('words', models.JSONField(default=dict)),
                ],
            ),
            migrations.CreateModel(
                name='Framework',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('identifier', models.CharField(max_length=200, unique=True)),
                    ('title', models.CharField(max_length=500)),
                    ('subject', models.CharField(blank=True, max_length=200)),
                    ('language', models.CharField(default='en', max_length=16)),
                    ('publisher', models.CharField(blank=True, max_length=300)),
                    ('licence', models.CharField(blank=True, max_length=500)),
                    ('source', models.CharField(blank=True, max_length=1000)),
                    ('version', models.CharField(blank=True, max_length=60)),
                    ('revision', models.PositiveIntegerField(default=1)),
                    ('mastery_rule', models.CharField(blank=True, max_length=60)),
                    ('further', models.JSONField(blank=True, default=dict)),
                    ('pack', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='frameworks', to='curriculum.pack')),
                ],
            ),
            migrations.CreateModel(
                name='Competency',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('identifier', models.CharField(max_length=200)),
                    ('code', models.CharField(blank=True, max_length=200)),
                    ('words', models.JSONField(default=dict)),
                    ('kind', models.CharField(blank=True, max_length=100)),
                    ('domain', models.CharField(blank=True, max_length=200)),
                    ('grades', models.JSONField(blank=True, default=list)),
                    ('sequence', models.IntegerField(default=0)),
                    ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('is_assessable', models.BooleanField(default=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('further', models.JSONField(blank=True, default=dict)),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='children', to='curriculum.competency')),
                    ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='competencies', to='curriculum.framework')),
                ],
                options={
                    'verbose_name_plural': 'competencies',
                    'indexes': [models.Index(fields=['framework', 'code'], name='curriculum_competency_by_code')],
                    'constraints': [models.UniqueConstraint(fields=('framework', 'identifier'), name='curriculum_competency_once')],
                },
            ),
            migrations.CreateModel(
                name='SectionFramework',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='curriculum.framework')),
                    ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='frameworks', to='people.section')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('section', 'framework'), name='curriculum_section_framework_once')],
                },
            ),
            migrations.CreateModel(
                name='Alignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40)),
                    ('outside', models.CharField(blank=True, max_length=1000)),
                    ('identifier', models.CharField(blank=True, max_length=200)),
                    ('destination', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='aligned_from', to='curriculum.competency')),
                    ('origin', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alignments', to='curriculum.competency')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('origin', 'kind', 'destination', 'outside'), name='curriculum_alignment_once', nulls_distinct=False)],
                },
            ),
            migrations.CreateModel(
                name='Item',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('code', models.CharField(max_length=200, unique=True)),
                    ('kind', models.CharField(max_length=20)),
                    ('revision', models.PositiveIntegerField(default=1)),
                    ('definition', models.JSONField()),
                    ('representation', models.CharField(blank=True, max_length=20)),
                    ('languages', models.JSONField(blank=True, default=list)),
                    ('licence', models.CharField(blank=True, max_length=200)),
                    ('source', models.CharField(blank=True, max_length=500)),
                    ('needs_figure', models.BooleanField(default=False)),
                    ('is_retired', models.BooleanField(default=False)),
                    ('competencies', models.ManyToManyField(blank=True, related_name='items', to='curriculum.competency')),
                    ('pack', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='curriculum.pack')),
                    ('themes', models.ManyToManyField(blank=True, related_name='items', to='curriculum.theme')),
                ],
            ),
            migrations.CreateModel(
                name='Activity',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('code', models.CharField(max_length=200, unique=True)),
                    ('kind', models.CharField(choices=[('lesson', 'lesson'), ('practice', 'practice'), ('video', 'video'), ('reading', 'reading'), ('project', 'project'), ('small_group_lesson', 'small-group lesson'), ('conference', 'conference'), ('assessment', 'assessment')], max_length=20)),
                    ('modality', models.CharField(choices=[('device', 'on a device'), ('offline', 'on paper or with things'), ('teacher_group', 'with a teacher'), ('peer', 'with a classmate'), ('project_team', 'in a team')], max_length=16)),
                    ('minutes', models.PositiveSmallIntegerField(default=15)),
                    ('group_min', models.PositiveSmallIntegerField(default=1)),
                    ('group_max', models.PositiveSmallIntegerField(default=1)),
                    ('grades', models.JSONField(blank=True, default=list)),
                    ('languages', models.JSONField(blank=True, default=list)),
                    ('words', models.JSONField(default=dict)),
                    ('link', models.CharField(blank=True, max_length=1000)),
                    ('licence', models.CharField(blank=True, max_length=200)),
                    ('source', models.CharField(blank=True, max_length=500)),
                    ('is_retired', models.BooleanField(default=False)),
                    ('competencies', models.ManyToManyField(blank=True, related_name='activities', to='curriculum.competency')),
                    ('pack', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='curriculum.pack')),
                    ('themes', models.ManyToManyField(blank=True, related_name='activities', to='curriculum.theme')),
                ],
                options={
                    'verbose_name_plural': 'activities',
                },
            ),
            migrations.CreateModel(
                name='Prerequisite',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('strength', models.CharField(choices=[('hard', 'hard'), ('helpful', 'helpful')], default='hard', max_length=8)),
                    ('after', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stands_on', to='curriculum.competency')),
                    ('before', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leads_to', to='curriculum.competency')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('before', 'after'), name='curriculum_edge_once'), models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='curriculum_edge_not_to_itself')],
                },
            ),
        ]),
    ]
